#!/usr/bin/env python3
"""The firmware on an emulated Cortex-M7 gets frames that nobody should send: it continues, or says what happened."""
import os
import random
import socket
import struct
import subprocess
import tempfile
import time
import unittest

import certificates
from board import NETWORK_UP, ROOT, Board, free_port

RECORDS = int(os.environ.get("TLSCAM_HOSTILE_RECORDS", "60"))
FRAMES = int(os.environ.get("TLSCAM_HOSTILE_FRAMES", "3000"))

SCRIPT = """
import network, time, socket, gc
lan = network.LAN()
lan.active(True)
lan.ifconfig(("192.168.9.2", "255.255.255.0", "192.168.9.1", "192.168.9.1"))
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(2)
print("mac", lan.config("mac").hex())
while True:
    time.sleep_ms(200)
    gc.collect()
    print("beat", gc.mem_free())
"""

def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data[: len(data) & ~1])) + (data[-1] << 8 if len(data) % 2 else 0)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ipv4(protocol, payload, mac):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0, bytes((192, 168, 9, 1)),
                       bytes((192, 168, 9, 2)))
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    return mac + b"\x02\0\0\0\0\x09\x08\0" + head + payload


def hostile(chance, mac):
    """Makes one frame of the wrong size, kind or content, mostly with correct headers so that it gets far."""
    noise = chance.randbytes(chance.choice((0, 1, 20, 60, 300, 1400)))
    kind = chance.randrange(6)
    if kind == 0:
        return (mac + chance.randbytes(8) + noise)[:1514]
    if kind == 1:  # ARP
        return mac + b"\x02\0\0\0\0\x09\x08\x06" + bytes((0, 1, 8, 0, 6, 4, 0, chance.randrange(4))) + noise[:28]
    if kind == 2:  # answers of DHCP and DNS that nobody asked for, with every length wrong
        port = chance.choice((68, 53, 5353))
        return ipv4(17, struct.pack("!HHHH", 67, port, chance.choice((0, 8, 8 + len(noise), 65535)), 0) + noise, mac)
    if kind == 3:  # TCP with any flags and options
        return ipv4(6, struct.pack("!HHIIBBHHH", 40000 + chance.randrange(9), 8443, chance.getrandbits(32),
                                   chance.getrandbits(32), chance.randrange(256), chance.randrange(64), 1000, 0, 0) + noise, mac)
    if kind == 4:  # pieces of packets that never become whole
        frame = bytearray(ipv4(17, noise, mac))
        frame[20:22] = struct.pack("!H", 0x2000 | chance.randrange(8191))
        frame[24:26] = b"\0\0"
        frame[24:26] = struct.pack("!H", checksum(bytes(frame[14:34])))
        return bytes(frame)
    return ipv4(chance.randrange(256), noise, mac)


def answers_arp(cable, own, patience=20):
    """Tests whether the camera says that it is 192.168.9.2 (RFC 826): frames arrive and are answered."""
    wanted = b"\xff" * 6 + b"\x02\0\0\0\0\x09\x08\x06" + bytes((0, 1, 8, 0, 6, 4, 0, 1)) + b"\x02\0\0\0\0\x09" \
        + bytes((192, 168, 9, 1)) + bytes(6) + bytes((192, 168, 9, 2))
    cable.settimeout(0.2)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        cable.sendto(wanted, ("127.0.0.1", own))
        try:
            frame = cable.recv(2000)
        except TimeoutError:
            continue
        if frame[12:14] == b"\x08\x06" and frame[20:22] == b"\0\x02" and frame[28:32] == bytes((192, 168, 9, 2)):
            return True
    return False


class HostileNetwork(unittest.TestCase):
    def test_it_goes_on(self):
        own, other = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_DGRAM)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as cable, Board("--seed", "4", "--cable", f"{own}:{other}") as board:
            cable.bind(("127.0.0.1", other))
            with board.script(SCRIPT) as script:
                mac = bytes.fromhex(script.wait_for(r"beat").split()[1])
                chance = random.Random(1)
                for number in range(FRAMES):
                    cable.sendto(hostile(chance, mac), ("127.0.0.1", own))
                    if number % 50 == 0:
                        time.sleep(0.01)  # most must arrive; the interface drops what is too fast
                self.assertTrue(answers_arp(cable, own))
                script.output = ""
                output = script.wait_for(r"(?s)(beat.*){5}\n")
                self.assertNotIn("FATAL", output)
            self.assertEqual(board.mpremote("exec", "print('alive')").strip(), "alive")


# This TLS server never gives up; it reports an error with one peer and continues.
TLS_SERVER = NETWORK_UP + """
import gc
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "serverkey.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(4)
print("listening")
number = 0
while True:
    connection, _ = listener.accept()
    connection.settimeout(5)
    number += 1
    try:
        tls = context.wrap_socket(connection, server_side=True)
        print("greeted", tls.readline())
        tls.write(b"from the camera\\n")
        tls.close()
    except (OSError, ValueError, MemoryError) as error:
        print("refused", number, error)
        connection.close()
    connection = tls = None
    gc.collect()
"""


def client_hello():
    """Returns the first record that a camera sent as a client."""
    capture = (ROOT / "tests/golden/streams/tls-p256.pcapng").read_bytes()
    start = capture.index(b"\x16\x03\x03\0\x86\x01")
    return capture[start:start + 139]


def ask(port, keys):
    """Returns what a friendly peer receives."""
    return subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", keys / "ca.pem", "-quiet",
                           "-verify_return_error", "-ign_eof"], input=b"hello\n", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False).stdout


class HostilePeer(unittest.TestCase):
    def test_broken_records_are_refused_and_the_next_peer_is_served(self):
        chance = random.Random(2)
        hello = client_hello()
        port = free_port()
        with tempfile.TemporaryDirectory() as folder, Board("--seed", "4", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
            keys = certificates.make(folder)
            board.put(server_der=certificates.der(keys / "server.pem"))
            board.put(serverkey_der=certificates.der(keys / "server.key"))
            with board.script(TLS_SERVER) as script:
                script.wait_for("listening")
                for number in range(1, RECORDS + 1):
                    broken = bytearray(hello)
                    for _ in range(chance.randrange(1, 4)):
                        broken[chance.randrange(len(broken))] = chance.randrange(256)
                    if number % 3 == 0:
                        del broken[chance.randrange(len(broken)):]
                    if number % 7 == 0:
                        broken = bytearray(chance.randbytes(chance.randrange(1, 3000)))
                    with socket.create_connection(("127.0.0.1", port), 20) as peer:
                        peer.sendall(broken)
                        peer.shutdown(socket.SHUT_WR)
                        peer.settimeout(20)
                        try:
                            while peer.recv(4096):
                                pass
                        except ConnectionError:
                            pass
                    script.wait_for(rf"(refused {number} .*\n)")
                self.assertIn(b"from the camera", ask(port, keys))
                self.assertNotIn("FATAL", script.output)


# This is the same, and it reports when the cable comes or goes.
LINK_SERVER = TLS_SERVER.replace("listener.listen(4)", "listener.listen(4)\nlistener.settimeout(0.1)\nup = True").replace(
    "    connection, _ = listener.accept()\n", """    if lan.isconnected() != up:
        up = lan.isconnected()
        print("link", up)
    try:
        connection, _ = listener.accept()
    except OSError:
        continue
    print("accepted")
""").replace("settimeout(5)", "settimeout(2)")


class LinkFlaps(unittest.TestCase):
    def test_the_camera_notices_and_serves_again(self):
        port = free_port()
        with tempfile.TemporaryDirectory() as folder:
            monitor = f"{folder}/monitor"
            with Board("--seed", "4", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443", "--",
                       "-qmp", f"unix:{monitor},server=on,wait=off") as board:
                keys = certificates.make(folder)
                board.put(server_der=certificates.der(keys / "server.pem"))
                board.put(serverkey_der=certificates.der(keys / "server.key"))
                with socket.socket(socket.AF_UNIX) as qmp, board.script(LINK_SERVER) as script:
                    qmp.connect(monitor)
                    qmp.sendall(b'{"execute": "qmp_capabilities"}')
                    script.wait_for("listening")
                    for number in range(1, 4):
                        # This peer falls silent in the middle of a handshake.
                        with socket.create_connection(("127.0.0.1", port), 20):
                            script.wait_for(rf"(?s)(accepted.*){{{number}}}")
                            qmp.sendall(b'{"execute": "set_link", "arguments": {"name": "cable", "up": false}}')
                            script.wait_for(rf"(?s)(refused.*link False.*){{{number}}}")
                            qmp.sendall(b'{"execute": "set_link", "arguments": {"name": "cable", "up": true}}')
                            script.wait_for(rf"(?s)(link True.*){{{number}}}")
                    self.assertIn(b"from the camera", ask(port, keys))


if __name__ == "__main__":
    unittest.main(verbosity=2)
