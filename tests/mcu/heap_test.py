#!/usr/bin/env python3
"""The heap of a Cortex-M7 runs out at one allocation of a handshake, at each in turn: wrap_socket() raises, and the camera
continues. Many handshakes in a row leak nothing.

TLSCAM_FULL=1 tries every allocation and 10,000 handshakes, which takes a quarter of an hour; without it these are samples."""
import os
import re
import socket
import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path

import watch
from board import NETWORK_UP, PATIENCE, ROOT, Board, free_port

FULL = os.environ.get("TLSCAM_FULL") == "1"
FILES = ROOT / "tests/golden/streams/p256"

# Tries once with each of these allocations failing; the last one is never reached, so the handshake succeeds again.
SERVER = watch.functions() + NETWORK_UP + """
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("own.der", "ownkey.der")
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(4)
def attempt(fail_at):
    s = listener.accept()[0]
    s.settimeout(30)
    outcome = "done"
    watch(fail_at)
    try:
        tls = context.wrap_socket(s, server_side=True)
        count, failed, _, _ = watched()
        tls.close()
    except (MemoryError, OSError, ValueError) as error:
        count, failed, _, _ = watched()
        outcome = type(error).__name__
        s.close()
    return outcome, count, failed
outcome, count, failed = attempt(0)
print("allocations", count, outcome)
tally = {}
for n in PLACES(count):
    outcome, _, failed = attempt(n)
    tally[outcome] = tally.get(outcome, 0) + 1
    if not failed:
        print("not reached", n)
print("tally", tally)
gc.collect()
free = gc.mem_free()
for i in range(20):
    outcome, _, failed = attempt(1 + i * 3)
    gc.collect()
print("lost", free - gc.mem_free())
print("after", attempt(0)[0])
print("finished")
"""

CLIENT = NETWORK_UP + """
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")
while True:
    s = socket.socket()
    s.settimeout(30)
    try:
        s.connect(("192.168.1.50", 8443))
        context.wrap_socket(s, server_hostname="openmv").close()
    except OSError:
        pass
    except ValueError:
        pass
    s.close()
"""

SOAK = NETWORK_UP + """
import gc
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("own.der", "ownkey.der")
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(4)
print("listening")
free = None
for i in range(HANDSHAKES):
    s = listener.accept()[0]
    tls = context.wrap_socket(s, server_side=True)
    tls.close()
    s = tls = None
    if i == 4:  # by then everything that is kept is there
        gc.collect()
        free = gc.mem_free()
gc.collect()
print("lost", free - gc.mem_free())
print("finished")
"""


def run(server, client):
    """Returns what the Cortex-M7 openmv prints; cam2 is native, and a client forever."""
    with tempfile.TemporaryDirectory() as folder:
        words = [ROOT / "build/native/bin/tlscam", "run", "--clock", "2027-01-01T10:00:00", "--for", "100h", "--machine", "openmv=mcu",
                 "--heap", f"openmv={256 * 1024}"]
        for camera, script, role in (("openmv", server, "server"), ("cam2", client, "client")):
            path = Path(folder) / f"{camera}.py"
            path.write_text(script)
            words += ["--camera", f"{camera}={path}", "--camera-clock", f"{camera}=2027-01-01T10:00:00"]
            for name, file in {"own": role, "ownkey": f"{role}-key", "ca": "ca"}.items():
                words += ["--put", f"{camera}:{name}.der={FILES / file}.der"]
        process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output = ""
        try:
            for line in process.stdout:
                output += line
                if line in ("openmv| finished\n", "openmv| Traceback (most recent call last):\n"):
                    break
        finally:
            process.kill()
            output += process.communicate()[0]
    return output


class Heap(unittest.TestCase):
    def test_each_allocation_fails_in_turn(self):
        # Most allocations are numbers of the same few computations; the first ones are all different.
        places = "lambda count: range(1, count + 1)" if FULL else "lambda count: list(range(1, 61)) + list(range(61, count, count // 60))"
        output = run(SERVER.replace("PLACES(count)", f"({places})(count)"), CLIENT)
        self.assertRegex(output, r"openmv\| allocations [1-9]\d{3,} done", output)
        self.assertIn("openmv| finished", output)
        self.assertNotIn("not reached", output)
        self.assertNotIn("FATAL", output)
        tally = re.search(r"tally (.*)", output)[1]
        self.assertIn("OSError", tally, output)
        self.assertIn("openmv| after done", output)
        self.assertLess(int(re.search(r"lost (-?\d+)", output)[1]), 1024, output)

    def test_handshakes_lose_nothing(self):
        # This runs on the board by itself, as fast as it can; a camera in a world takes many times as long.
        count = 10000 if FULL else 200
        port = free_port()
        with Board("--seed", "3", "--clock", "2027-01-01T10:00:00", "--bridge", f"127.0.0.1:{port}=8443") as board:
            board.put(own_der=(FILES / "server.der").read_bytes(), ownkey_der=(FILES / "server-key.der").read_bytes())
            with board.script(SOAK.replace("HANDSHAKES", str(count))) as script:
                script.wait_for("listening")
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.check_hostname = False  # this test is about the server's memory; peers_test.py verifies
                context.verify_mode = ssl.CERT_NONE
                for _ in range(count):
                    with socket.create_connection(("127.0.0.1", port), PATIENCE) as s:
                        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # without it, most of the time is
                                                                                 # waiting
                        with context.wrap_socket(s) as tls:
                            self.assertEqual(tls.recv(1), b"")
                output = script.wait_for("finished")
        self.assertLessEqual(int(re.search(r"lost (-?\d+)", output)[1]), 64, output)


if __name__ == "__main__":
    unittest.main(verbosity=2)
