#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints every TCP connection above 1 Mbit/s as it grows that large.

usage: elephants.py [URL [EVENTS]]      stops after EVENTS events, if given
"""
import json
import sys
import urllib.request

weir = sys.argv[1] if len(sys.argv) > 1 else 'http://127.0.0.1:8008'
left = int(sys.argv[2]) if len(sys.argv) > 2 else -1


def put(path, body):
    request = urllib.request.Request(weir + path, data=json.dumps(body).encode(), method='PUT')
    urllib.request.urlopen(request, timeout=10).close()


def get(path):
    with urllib.request.urlopen(weir + path, timeout=90) as response:
        return json.load(response)


put('/flow/tcp/json', {'keys': 'ipsource,ipdestination,tcpsourceport,tcpdestinationport', 'value': 'bytes', 'log': True})
put('/threshold/elephant/json', {'metric': 'tcp', 'value': 1000000 / 8, 'byFlow': True})

last = -1
while left != 0:
    # newest first; an empty answer means that nothing happened for a minute
    events = get(f'/events/json?thresholdID=elephant&maxEvents=10&timeout=60&eventID={last}')
    if not events:
        continue
    last = events[0]['eventID']
    for event in reversed(events):
        print(f"{event['agent']} port {event['dataSource']}: {event['flowKey']} {event['value'] * 8 / 1e6:.1f} Mbit/s", flush=True)
        left -= 1
        if left == 0:
            break
