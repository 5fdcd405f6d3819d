// version: 3.1
// description: What a page asks for

var times = [], loads = [], name = '';

setIntervalHandler(function(now) {
  times.push(now);
  loads.push(times.length % 7);
}, 0.2);

setHttpHandler(function(req) {
  switch (req.path ? req.path[0] : '') {
    case 'trend':
      var after = req.query.after ? parseInt(req.query.after) : 0;
      var from = times.filter(t => t <= after).length;
      return {trend: {times: times.slice(from), trends: {load: loads.slice(from)}, maxPoints: 300}};
    case 'name':
      if (req.method === 'GET') return name;
      name = req.body;
      return;
    default: throw 'not_found';
  }
});
