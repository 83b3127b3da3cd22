"""Reads and writes journals as docs/journal-format.md describes them, and nothing else. Standard library only.

    journal.py read DIRECTORY            prints what is in a journal, as lines of JSON
    journal.py write ROOT                writes a journal below ROOT of what is on standard input, as lines of JSON
"""

import fcntl
import json
import mmap
import os
import struct
import sys
import zlib

SEGMENT_MAGIC = b"HWJRNL02"
ACKNOWLEDGED_MAGIC = b"HWJACK02"
HEADER, END_BYTES = 64, 8
POINT, SAMPLE, EVENT, END, IDENTITY, METRIC_SERIES, HARDWARE_SERIES = range(1, 8)
MASK = (1 << 64) - 1
FIRST, SECOND, THIRD = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def guarded(number):
    return (number & 0xFFFFFFFF) | ((number * FIRST & MASK) >> 32) << 32


def point_check(number, tag, step, time, bits):
    total = ((number * FIRST & MASK) ^ tag) + step & MASK
    total = total * FIRST & MASK
    total = (total ^ total >> 32) + time & MASK
    total = total * SECOND & MASK
    total = (total ^ total >> 29) + bits & MASK
    return (total * THIRD & MASK) >> 48


def bytes_check(number, tag, content):
    return zlib.crc32(struct.pack("<II", number & 0xFFFFFFFF, tag) + content)


def longs_check(*words):
    total = 0
    for word in words:
        total = (total ^ word & MASK) * SECOND & MASK
        total ^= total >> 29
    return total or 1


def bits_of(value):
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def texts(*values):
    return b"".join(struct.pack("<I", len(value.encode())) + value.encode() for value in values)


def read_texts(content, count):
    values, at = [], 0
    for _ in range(count):
        (length,) = struct.unpack_from("<I", content, at)
        values.append(content[at + 4 : at + 4 + length].decode())
        at += 4 + length
    return values


class Chain:
    """The writing end of one chain: segments of one size."""

    def __init__(self, directory, prefix, capacity):
        self.directory, self.prefix, self.capacity = directory, prefix, capacity
        self.number, self.segment = 0, None
        self.roll(0)

    def roll(self, needed):
        capacity = max(self.capacity, needed + HEADER + END_BYTES + 7 & -8)
        name = "%s-%d.seg" % (self.prefix, self.number)
        hidden = os.path.join(self.directory, "." + name)
        with open(hidden, "wb+") as file:
            file.write(SEGMENT_MAGIC + struct.pack("<QQ", 0, guarded(capacity)) + bytes(capacity - 24))
            file.flush()
            fresh = mmap.mmap(file.fileno(), capacity)
        os.rename(hidden, os.path.join(self.directory, name))
        self.number += 1
        struct.pack_into("<Q", fresh, 8, guarded(self.number))
        if self.segment is not None:
            struct.pack_into("<Q", self.segment, 48, guarded(capacity))
        self.segment, self.tail, self.limit = fresh, HEADER, capacity - END_BYTES

    def append(self, tag, length, content_of):
        stride = length + 7 & -8
        if self.tail + stride > self.limit:
            struct.pack_into("<iI", self.segment, self.tail, END_BYTES, END << 24)
            self.roll(stride)
        struct.pack_into("<iI", self.segment, self.tail, -length, tag)
        content = content_of(self.number)
        self.segment[self.tail + 8 : self.tail + 8 + len(content)] = content
        struct.pack_into("<i", self.segment, self.tail, length)
        self.tail += stride

    def bytes(self, kind, index, content):
        tag = kind << 24 | index
        self.append(
            tag, 12 + len(content), lambda number: struct.pack("<I", bytes_check(number, tag, content)) + content
        )

    def point(self, index, step, time, value):
        tag, bits = POINT << 24 | index, bits_of(value)
        self.append(
            tag,
            32,
            lambda number: struct.pack(
                "<qQQ", step, (time << 16 | point_check(number, tag, step, time, bits)) & MASK, bits
            ),
        )

    def sample(self, index, time, value):
        tag, bits = SAMPLE << 24 | index, bits_of(value)
        self.append(
            tag,
            24,
            lambda number: struct.pack("<QQ", (time << 16 | point_check(number, tag, 0, time, bits)) & MASK, bits),
        )


def write(root):
    lines = [json.loads(line) for line in sys.stdin]
    run, rank, boot = lines[0]["identity"]
    parent = os.path.join(root, run, str(rank))
    hidden, directory = os.path.join(parent, "." + boot), os.path.join(parent, boot)
    os.makedirs(hidden)
    lock = open(os.path.join(hidden, "lock"), "w")
    fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.rename(hidden, directory)
    with open(os.path.join(directory, "acknowledged"), "wb") as file:
        file.write(ACKNOWLEDGED_MAGIC + bytes(12288 - 8))
        for chain in (0, 1):
            mark = (1, 1 << 32 | HEADER, 0, 0)
            file.seek(64 + (chain * 2 + 1) * 64)
            file.write(struct.pack("<QQQQQ", *mark, longs_check(*mark)))
    catalog, events = Chain(directory, "catalog", 4096), Chain(directory, "events", 8192)
    points = Chain(directory, "points", 65536)
    catalog.bytes(IDENTITY, 0, texts(run, str(rank), boot))
    for line in lines[1:]:
        if "metric" in line:
            catalog.bytes(METRIC_SERIES, line["index"], texts(*line["metric"]))
        elif "hardware" in line:
            catalog.bytes(HARDWARE_SERIES, line["index"], texts(*line["hardware"]))
        elif "event" in line:
            events.bytes(EVENT, 0, bytes.fromhex(line["event"]))
        elif "point" in line:
            points.point(line["index"], *line["point"])
        else:
            points.sample(line["index"], *line["sample"])
    # As a process that is killed: no segment is sealed, the lock goes with the process.


def segments(directory, prefix):
    found = []
    for name in os.listdir(directory):
        if name.startswith(prefix + "-") and name.endswith(".seg"):
            with open(os.path.join(directory, name), "rb") as file:
                segment = file.read()
            magic, word, capacity = segment[:8], *struct.unpack_from("<QQ", segment, 8)
            assert magic == SEGMENT_MAGIC, magic
            assert capacity == guarded(len(segment))
            number = word & 0xFFFFFFFF
            assert word == guarded(number)
            if number:
                found.append((number, segment))
    return sorted(found)


def records(directory, prefix):
    for number, segment in segments(directory, prefix):
        at = HEADER
        while at <= len(segment) - END_BYTES:
            length, tag = struct.unpack_from("<iI", segment, at)
            if length <= 0 or tag >> 24 == END:
                break
            content = segment[at + 8 : at + length]
            kind, index = tag >> 24, tag & 0xFFFFFF
            if kind == POINT:
                step, timed, bits = struct.unpack("<qqQ", content)
                assert timed & 0xFFFF == point_check(number, tag, step, timed >> 16, bits)
                yield kind, index, (step, timed >> 16, struct.unpack("<d", content[16:])[0])
            elif kind == SAMPLE:
                timed, bits = struct.unpack("<qQ", content)
                assert timed & 0xFFFF == point_check(number, tag, 0, timed >> 16, bits)
                yield kind, index, (timed >> 16, struct.unpack("<d", content[8:])[0])
            else:
                assert struct.unpack_from("<I", content)[0] == bytes_check(number, tag, content[4:])
                yield kind, index, content[4:]
            at += length + 7 & -8


def acknowledged(directory):
    with open(os.path.join(directory, "acknowledged"), "rb") as file:
        content = file.read()
    assert content[:8] == ACKNOWLEDGED_MAGIC
    newest = {}
    for slot in range(4):
        version, position, first, second, check = struct.unpack_from("<QQQQQ", content, 64 + slot * 64)
        if check == longs_check(version, position, first, second) and version > newest.get(slot // 2, [0])[0]:
            newest[slot // 2] = [version, position, first, second]
    cuts = []
    for slot in range(256):
        position, first, second, check = struct.unpack_from("<QQQQ", content, 1024 + slot * 32)
        chain = slot // 128
        confirmed = newest.get(chain, [0, 0])[1]
        if check == longs_check(MASK, position, first, second) and position > confirmed:
            cuts.append([chain, first, second])
    return {"confirmed": {chain: mark[2:] for chain, mark in newest.items()}, "cuts": sorted(cuts)}


def read(directory):
    for kind, index, content in records(directory, "catalog"):
        if kind == IDENTITY:
            print(json.dumps({"identity": read_texts(content, 3)}))
        elif kind == METRIC_SERIES:
            print(json.dumps({"index": index, "metric": read_texts(content, 2)}))
        elif kind == HARDWARE_SERIES:
            print(json.dumps({"index": index, "hardware": read_texts(content, 4)}))
    for kind, index, content in records(directory, "events"):
        print(json.dumps({"event": content.hex()}))
    for kind, index, content in records(directory, "points"):
        print(json.dumps({"index": index, "point" if kind == POINT else "sample": content}))
    print(json.dumps(acknowledged(directory)))


if __name__ == "__main__":
    {"read": read, "write": write}[sys.argv[1]](sys.argv[2])
