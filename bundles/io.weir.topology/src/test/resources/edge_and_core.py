#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up what a capture of sFlow v5 datagrams sampled at edge ports and on links.

Shares nothing with Weir: reads the pcap, finds agents and ports of the topology by host name (0:2000) and port name (0:1005), and
prints lines of ROLE KEY BYTES FRAMES, scaled by the rate of each sample. KEY is * for all, else source,destination of IPv4.
"""
import collections
import json
import struct
import sys


def datagrams(path):
    with open(path, "rb") as capture:
        data = capture.read()
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    link = struct.unpack_from(order + "I", data, 20)[0]
    at = 24
    while at + 16 <= len(data):
        length = struct.unpack_from(order + "I", data, at + 8)[0]
        frame = data[at + 16 : at + 16 + length]
        at += 16 + length
        ip = {1: 14, 101: 0, 113: 16}[link]
        if link == 1 and frame[12:14] == b"\x81\x00":
            ip += 4
        if frame[ip] >> 4 != 4 or frame[ip + 9] != 17:
            continue
        udp = ip + (frame[ip] & 15) * 4
        size = struct.unpack_from(">H", frame, udp + 4)[0] - 8
        payload = frame[udp + 8 : udp + 8 + size]
        if len(payload) == size:
            yield payload


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def u32(self):
        self.at += 4
        return struct.unpack_from(">I", self.data, self.at - 4)[0]

    def opaque(self, length):
        self.at += (length + 3) & ~3
        return self.data[self.at - ((length + 3) & ~3) :][:length]


def samples(payload):
    reader = Reader(payload)
    assert reader.u32() == 5 and reader.u32() == 1
    agent = ".".join(str(octet) for octet in reader.opaque(4))
    reader.at += 12
    for _ in range(reader.u32()):
        tag = reader.u32()
        yield agent, tag, Reader(reader.opaque(reader.u32()))


def source(reader, expanded):
    if expanded:
        return reader.u32(), reader.u32()
    word = reader.u32()
    return word >> 24, word & 0xFFFFFF


def records(reader):
    for _ in range(reader.u32()):
        tag = reader.u32()
        yield tag, Reader(reader.opaque(reader.u32()))


def text(reader):
    return reader.opaque(reader.u32()).decode()


def pair(header):
    at = 12
    while header[at : at + 2] == b"\x81\x00":
        at += 4
    if header[at : at + 2] != b"\x08\x00" or len(header) < at + 22:
        return None
    address = lambda place: ".".join(str(octet) for octet in header[place : place + 4])
    return address(at + 14) + "," + address(at + 18)


def main(capture, topology):
    links = json.load(open(topology))["links"].values()
    core = {(link["node" + end], link["port" + end]) for link in links for end in "12"}
    nodes = {node for node, _ in core}
    hosts, ports, flows = {}, {}, []
    for payload in datagrams(capture):
        for agent, tag, sample in samples(payload):
            sample.u32()
            kind, index = source(sample, tag in (3, 4))
            if tag in (2, 4):
                for record, body in records(sample):
                    if record == 2000:
                        hosts[agent] = text(body)
                    elif record == 1005:
                        ports[agent, index] = text(body)
            elif tag in (1, 3):
                rate = sample.u32()
                sample.at += 8 + (16 if tag == 3 else 8)
                for record, body in records(sample):
                    if record == 1:
                        assert body.u32() == 1
                        length = body.u32()
                        body.u32()
                        flows.append((agent, kind, index, rate, length, pair(body.opaque(body.u32()))))
    total = collections.defaultdict(lambda: [0, 0])
    for agent, kind, index, rate, length, key in flows:
        node = hosts.get(agent)
        if kind != 0 or node not in nodes:
            continue
        role = "core" if (node, ports.get((agent, index))) in core else "edge"
        for each in ("*", key) if key else ("*",):
            total[role, each][0] += rate * length
            total[role, each][1] += rate
    for (role, key), (size, frames) in sorted(total.items()):
        print(role, key, size, frames)


main(*sys.argv[1:])
