#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints every completed TCP connection.

usage: flows.py [URL [RECORDS]]      stops after RECORDS records, if given
"""
import json
import sys
import urllib.request

weir = sys.argv[1] if len(sys.argv) > 1 else 'http://127.0.0.1:8008'
left = int(sys.argv[2]) if len(sys.argv) > 2 else -1

flow = {'keys': 'ipsource,ipdestination,tcpsourceport,tcpdestinationport', 'value': 'bytes', 'log': True, 'activeTimeout': 5}
request = urllib.request.Request(weir + '/flow/tcp/json', data=json.dumps(flow).encode(), method='PUT')
urllib.request.urlopen(request, timeout=10).close()

last = -1
while left != 0:
    url = f'{weir}/flows/json?name=tcp&maxFlows=10&timeout=60&flowID={last}'
    with urllib.request.urlopen(url, timeout=90) as response:
        records = json.load(response)
    if not records:
        continue
    last = records[0]['flowID']
    for record in reversed(records):
        print(f"{record['flowKeys']}: {record['value']:.0f} bytes in {(record['end'] - record['start']) / 1000:.1f} s", flush=True)
        left -= 1
        if left == 0:
            break
