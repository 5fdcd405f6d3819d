// SPDX-License-Identifier: Apache-2.0
// author: Weir
// version: 1.0
// description: The flows that the console's overview shows first

setFlow('console', {
  keys: 'or:ipsource:ip6source,or:ipdestination:ip6destination',
  value: 'bytes',
  n: 20,
  t: 2
});
