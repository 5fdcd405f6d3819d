// description: Handlers that are taken back, and one that is replaced

var heard = {ticks: 0, events: 0, flows: 0};
setFlow('it_platform_clear', {keys: 'ipsource', value: 'bytes', log: true, flowStart: true});
setThreshold('it_platform_clear', {metric: 'it_platform_clear', value: 1, byFlow: true});

setIntervalHandler(function() { heard.ticks++; }, 0.05);
clearIntervalHandler();
setEventHandler(function() { heard.events++; });
clearEventHandler();
setFlowHandler(function() { heard.flows++; });
clearFlowHandler();

setHttpHandler(function() { return 'replaced'; });
setHttpHandler(function(req) {
  if (req.method === 'DELETE') clearHttpHandler();
  return {heard: heard, flows: Object.keys(getFlows()).indexOf('it_platform_clear') >= 0};
});
