// version: 1.0
// wrapglobals: rt

// Every name is this script's own: the functions are in rt.
var setHttpHandler = 'mine';
var metric = function(x) { return x + 1; };

rt.setHttpHandler(function() {
  return {mine: setHttpHandler, metric: metric(1), bare: typeof activeFlows, wrapped: typeof rt.activeFlows};
});
