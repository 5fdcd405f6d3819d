#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints a report of the network: load, busiest port, hosts, largest flows.

usage: report.py [URL]
"""
import json
import sys
import urllib.request

weir = sys.argv[1] if len(sys.argv) > 1 else 'http://127.0.0.1:8008'


def get(path):
    with urllib.request.urlopen(weir + path, timeout=10) as response:
        return json.load(response)


flow = {'keys': 'ipsource,ipdestination', 'value': 'bytes'}
request = urllib.request.Request(weir + '/flow/pairs/json', data=json.dumps(flow).encode(), method='PUT')
urllib.request.urlopen(request, timeout=10).close()

load, busiest = get('/metric/ALL/avg:load_one,max:ifinutilization/json')
print('average load:', load.get('metricValue', 'no host reports any'))
if 'metricValue' in busiest:
    print(f"busiest port: {busiest['agent']} port {busiest['dataSource']}, {busiest['metricValue']:.1f} %")
for name, size in get('/table/ALL/host_name,sort:load_one:-10/json'):
    print(f"{name['metricValue']} ({name['agent']}): {size['metricValue']}")
for port in get('/dump/ALL/ifname;ifoperstatus/json')[:10]:
    print(f"{port['agent']} port {port['dataSource']}: {port['metricName']} {port['metricValue']}")
for pair in get('/activeflows/ALL/pairs/json?maxFlows=10'):
    print(f"{pair['key']}: {pair['value'] * 8 / 1e6:.2f} Mbit/s ± {pair['error95']:.0f} %")
