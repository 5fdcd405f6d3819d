// description: Keeps a value over restarts and shares another with the script beside it

var enabled = storeGet('enabled');
var runs = (storeGet('runs') || 0) + 1;
storeSet('runs', runs);
leaked = 'mine';

setHttpHandler(function(req) {
  var path = req.path || ['state'];
  switch (path[0]) {
    case 'state': return {enabled: enabled, runs: runs, now: storeGet('enabled'), members: storeGet('members'), none: storeGet('none')};
    case 'set':
      storeSet('enabled', false);
      storeSet('members', {a: ['1', 2], 'b/../c': null});
      storeSet('gone', 1);
      storeSet('gone');
      sharedSet('topology', {links: {L1: {node1: 'a'}}});
      break;
    case 'clear':
      ['enabled', 'members', 'runs'].forEach(function(key) { storeSet(key); });
      sharedSet('topology');
      break;
  }
});
