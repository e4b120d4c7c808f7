"""Writes what real programs said to each other as a capture file, in packets made up here.

The bytes inside are real; the headers around them are not. This needs no right to record, and one conversation can be
written for every link type.
"""

import struct


def checksum(data: bytes) -> int:
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ipv4(protocol: int, source: bytes, destination: bytes, payload: bytes) -> bytes:
    header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0, source, destination)
    return header[:10] + struct.pack(">H", checksum(header)) + header[12:] + payload


def ipv6(protocol: int, source: bytes, destination: bytes, payload: bytes) -> bytes:
    return struct.pack(">IHBB", 0x60000000, len(payload), protocol, 64) + source + destination + payload


def with_checksum(protocol: int, source: bytes, destination: bytes, segment: bytes, at: int) -> bytes:
    pseudo = source + destination + struct.pack(">II", len(segment), protocol)
    return segment[:at] + struct.pack(">H", checksum(pseudo + segment)) + segment[at + 2 :]


ETHERNET_ADDRESSES = bytes.fromhex("020000000002020000000001")


def ether_type(packet: bytes) -> bytes:
    return b"\x08\x00" if packet[0] >> 4 == 4 else b"\x86\xdd"


def ppp_protocol(packet: bytes) -> bytes:
    return b"\x00\x21" if packet[0] >> 4 == 4 else b"\x00\x57"


def wifi(packet: bytes) -> bytes:
    addresses = bytes.fromhex("02000000000a") + bytes.fromhex("020000000001") + bytes.fromhex("020000000002")
    header = b"\x88\x01\0\0" + addresses + b"\x10\0" + b"\0\0"  # QoS data, to the access point
    return header + b"\xaa\xaa\x03\0\0\0" + ether_type(packet) + packet


# Name: link type, and what stands around a packet of IP.
LINKS = {
    "ethernet": (1, lambda p: ETHERNET_ADDRESSES + ether_type(p) + p),
    "vlan": (1, lambda p: ETHERNET_ADDRESSES + b"\x81\x00\x00\x05" + ether_type(p) + p),
    "two-vlans": (1, lambda p: ETHERNET_ADDRESSES + b"\x88\xa8\x00\x07\x81\x00\x00\x05" + ether_type(p) + p),
    "pppoe": (
        1,
        lambda p: ETHERNET_ADDRESSES + b"\x88\x64\x11\x00\x00\x2a" + struct.pack(">H", len(p) + 2) + ppp_protocol(p) + p,
    ),
    "null": (0, lambda p: struct.pack("<I", 2 if p[0] >> 4 == 4 else 30) + p),
    "loop": (108, lambda p: struct.pack(">I", 2 if p[0] >> 4 == 4 else 24) + p),
    "raw": (101, lambda p: p),
    "raw-ipv4": (228, lambda p: p),
    "cooked": (113, lambda p: struct.pack(">HHH8s", 0, 772, 6, bytes(8)) + ether_type(p) + p),
    "cooked2": (276, lambda p: ether_type(p) + struct.pack(">HIHBB8s", 0, 1, 772, 0, 6, bytes(8)) + p),
    "ppp": (9, lambda p: b"\xff\x03" + ppp_protocol(p) + p),
    "wifi": (105, wifi),
    "radiotap": (127, lambda p: struct.pack("<BBHI", 0, 0, 8, 0) + wifi(p)),
}


class CaptureWriter:
    """A file in the format pcapng, with an interface for each link type."""

    def __init__(self):
        self.blocks = [self.block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))]
        self.interfaces = {}
        self.frames = 0
        self.time = 1_790_000_000_000_000

    @staticmethod
    def block(kind: int, body: bytes) -> bytes:
        body += bytes(-len(body) % 4)
        size = struct.pack("<I", len(body) + 12)
        return struct.pack("<I", kind) + size + body + size

    def add_packet(self, link: str, packet: bytes):
        link_type, wrap = LINKS[link]
        if link_type not in self.interfaces:
            self.interfaces[link_type] = len(self.interfaces)
            self.blocks.append(self.block(1, struct.pack("<HHI", link_type, 0, 0)))
        frame = wrap(packet)
        self.time += 1000
        times = struct.pack("<II", self.time >> 32, self.time & 0xFFFFFFFF)
        sizes = struct.pack("<II", len(frame), len(frame))
        self.blocks.append(self.block(6, struct.pack("<I", self.interfaces[link_type]) + times + sizes + frame))
        self.frames += 1

    def add_conversation(self, number: int, port: int, pieces, datagram=False, link="ethernet", version=4):
        """Writes pieces of (from_client, bytes); the client's address has the number in it."""
        if version == 4:
            ends = bytes([10, 0, number, 2]), bytes([10, 0, 0, 1])
            carry = ipv4
        else:
            ends = bytes.fromhex("20010db8") + bytes(11) + bytes([number]), bytes.fromhex("20010db8") + bytes(12)
            carry = ipv6
        ports = 50000 + number, port
        if datagram:
            for from_client, data in pieces:
                a, b = (0, 1) if from_client else (1, 0)
                segment = struct.pack(">HHHH", ports[a], ports[b], 8 + len(data), 0) + data
                segment = with_checksum(17, ends[a], ends[b], segment, 6)
                self.add_packet(link, carry(17, ends[a], ends[b], segment))
            return
        sequence = [1000, 5000]

        def send(from_client, flags, data=b""):
            a, b = (0, 1) if from_client else (1, 0)
            acknowledged = sequence[b] if flags & 0x10 else 0
            segment = struct.pack(
                ">HHIIBBHHH", ports[a], ports[b], sequence[a], acknowledged, 0x50, flags, 65535, 0, 0
            )
            segment = with_checksum(6, ends[a], ends[b], segment + data, 16)
            self.add_packet(link, carry(6, ends[a], ends[b], segment))
            sequence[a] += len(data) + (flags & 3 != 0)

        send(True, 0x02)
        send(False, 0x12)
        send(True, 0x10)
        for from_client, data in pieces:
            for at in range(0, len(data), 1400):
                send(from_client, 0x18, data[at : at + 1400])
        send(True, 0x11)
        send(False, 0x11)
        send(True, 0x10)

    def take(self) -> bytes:
        """Returns the blocks that were not taken yet, so that a large file need not be in memory."""
        taken = b"".join(self.blocks)
        self.blocks = []
        return taken

    def write(self, path):
        with open(path, "wb") as out:
            out.write(self.take())
