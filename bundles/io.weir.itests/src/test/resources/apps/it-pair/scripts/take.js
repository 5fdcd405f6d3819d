// description: Reads what the script beside it shares, and nothing else of it

setHttpHandler(function(req) {
  var shared = sharedGet('topology');
  if (shared) shared.links.L1.node1 = 'changed';
  return {shared: sharedGet('topology'), kept: storeGet('members'), leaked: typeof leaked};
});
