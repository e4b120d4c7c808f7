#!/usr/bin/env python3
"""`tlscam deploy` brings certificates and scripts to the firmware on an emulated Cortex-M7, over its serial port. MicroPython's
own mpremote reads them back, and a real openssl verifies the camera that they make of it."""
import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import certificates
from board import NETWORK_UP, PATIENCE, ROOT, Board, free_port

sys.path.append(str(ROOT / "tests/support"))
from driven_window import DrivenWindow  # noqa: E402, of another folder

TLSCAM = ROOT / "build/native/bin/tlscam"
WINDOW = ROOT / "build/native/bin/tlscam-desktop"

SERVER = NETWORK_UP + """
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/flash/server.der", "/flash/serverkey.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(4)
print("listening")
while True:
    connection, _ = listener.accept()
    try:
        tls = context.wrap_socket(connection, server_side=True)
        tls.write(b"from the camera: " + tls.readline())
        tls.close()
    except OSError as error:
        print("refused", error)
        connection.close()
"""


def deploy(board, *words, check=True):
    done = subprocess.run([TLSCAM, "deploy", "--port", board.pty, *map(str, words)], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"tlscam deploy {words}: {done.returncode}: {done.stdout}")
    return done.stdout


def content(board, path):
    """Returns what mpremote, which is not ours, reads there."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "back"
        board.mpremote("fs", "cp", f":{path}", str(here))
        return here.read_bytes()


def ask_server(folder, port):
    """Says a line to the camera by openssl, which must have verified its chain and name; gives what came back."""
    end = time.monotonic() + PATIENCE
    while True:
        done = subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", folder / "ca.pem", "-verify_return_error",
             "-verify_hostname", "openmv", "-quiet"],
            input=b"hello\n", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
        if b"from the camera: hello" in done.stdout or time.monotonic() > end:
            return done.stdout.decode(errors="replace")
        time.sleep(0.5)  # the board starts, or has not got its address yet


class Deploy(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def make_site(self):
        certificates.make(self.folder)
        site = self.folder / "site"
        site.mkdir()
        (site / "server.der").write_bytes(certificates.der(self.folder / "server.pem"))
        (site / "serverkey.der").write_bytes(certificates.der(self.folder / "server.key"))
        return site

    def test_a_script_that_is_run_serves_tls_to_openssl(self):
        site, port = self.make_site(), free_port()
        (self.folder / "server.py").write_text(SERVER)
        with Board("--seed", "4", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
            self.assertIn("new", deploy(board, "--dry-run", f"{site}/"))
            self.assertNotIn("server.der", board.mpremote("fs", "ls"))
            with self.running(board, "--run", self.folder / "server.py", f"{site}/") as output:
                self.assertIn("from the camera: hello", ask_server(self.folder, port), output())
            for name in ("server.der", "serverkey.der"):
                self.assertEqual(content(board, f"/flash/{name}"), (site / name).read_bytes())
            self.assertIn("Everything is there already", deploy(board, f"{site}/"))

    def test_main_serves_tls_after_a_reset(self):
        site, port = self.make_site(), free_port()
        (site / "main.py").write_text(SERVER)
        with Board("--seed", "5", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
            self.assertIn("is back at", deploy(board, "--reset", f"{site}/"))
            self.assertIn("from the camera: hello", ask_server(self.folder, port))
            # The board is busy in main.py now, as a real camera is.
            (site / "main.py").write_text("print('another')\n")
            self.assertIn("changed", deploy(board, f"{site}/"))
            self.assertEqual(content(board, "/flash/main.py"), b"print('another')\n")
            deploy(board, "--undo")
            self.assertEqual(content(board, "/flash/main.py").decode(), SERVER)

    def test_the_window_deploys_what_openssl_verifies(self):
        if not WINDOW.exists():
            self.skipTest("the window is not built (-DTLSCAM_DESKTOP=ON)")
        site, port = self.make_site(), free_port()
        (site / "server.py").write_text(SERVER)
        with Board("--seed", "8", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
            with DrivenWindow(WINDOW) as window:
                window.tell("size 1600 1200")
                window.tell("wait 60 [bench] Files here")
                window.tell("click [bench] Workstation")
                for name in sorted(os.listdir(site)):
                    window.tell(f"drop {site / name}")
                    window.tell(f"wait 20 [bench] {name}")
                window.tell("click Add a camera")
                window.tell("wait 20 Connect a real camera")
                window.tell("click Connect a real camera")
                window.tell("wait 20 Look again")
                window.tell("click Another port, or the pty of an emulated board")
                window.tell(f"type {board.pty}\\n")
                window.tell("wait 60 MicroPython 1")
                for name in sorted(os.listdir(site)):
                    window.tell(f"click {name}")
                window.tell("click Examine")
                window.tell("wait 60 /flash/serverkey.der")
                window.tell("click Write them")
                window.tell("wait 60 Done:")
                window.tell("click Run on the camera")
                window.tell("wait 60 listening")
                self.assertIn("from the camera: hello", ask_server(self.folder, port))
            for name in os.listdir(site):
                self.assertEqual(content(board, f"/flash/{name}"), (site / name).read_bytes())

    def test_folders_arrive_and_the_firmware_is_named(self):
        (self.folder / "lib/deep").mkdir(parents=True)
        every = bytes(range(256)) * 20
        (self.folder / "lib/deep/data.bin").write_bytes(every)
        (self.folder / "lib/.hidden").write_bytes(b"x")
        with Board("--seed", "6") as board:
            deploy(board, "--to", "/flash/site", self.folder / "lib")
            self.assertEqual(content(board, "/flash/site/lib/deep/data.bin"), every)
            self.assertNotIn(".hidden", board.mpremote("fs", "ls", "/flash/site/lib"))
            told = subprocess.run([TLSCAM, "firmware", "--port", board.pty], capture_output=True, text=True,
                                  timeout=PATIENCE, check=True).stdout
            self.assertRegex(told, r"MicroPython 1\.\d+")
            self.assertIn("/flash", told)

    def test_what_cannot_be_done_is_said(self):
        (self.folder / "a.py").write_text("1/0\n")
        with Board("--seed", "7") as board:
            self.assertIn("ROMFS", deploy(board, "--to", "/rom", self.folder / "a.py", check=False))
            self.assertIn("not an absolute path", deploy(board, "--to", "lib", self.folder / "a.py", check=False))
            self.assertIn("is not there", deploy(board, self.folder / "none.py", check=False))
            self.assertIn("ZeroDivisionError", deploy(board, "--run", self.folder / "a.py", check=False))
            self.assertIn("nothing was deployed", deploy(board, "--undo", check=False))
            with board.script("import time\nprint('held')\ntime.sleep(1000)\n") as script:
                script.wait_for("held")
                told = deploy(board, self.folder / "a.py", check=False)
                self.assertRegex(told, r"is in use by \S+ \(process \d+\)")

    @contextlib.contextmanager
    def running(self, board, *words):
        """tlscam deploy, while the script that it runs goes on; gives a function that tells the output so far."""
        process = subprocess.Popen([TLSCAM, "deploy", "--port", board.pty, *map(str, words)], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
        text = ""

        def wait_for(pattern):
            nonlocal text
            end = time.monotonic() + PATIENCE
            while not re.search(pattern, text):
                ready, _, _ = select.select([process.stdout], [], [], max(0, end - time.monotonic()))
                part = os.read(process.stdout.fileno(), 4096) if ready else b""
                if not part:
                    raise AssertionError(f"tlscam deploy never printed {pattern!r}; it printed:\n{text}")
                text += part.decode(errors="replace")
            return text

        try:
            wait_for("listening")
            yield lambda: text
            process.send_signal(signal.SIGINT)
            wait_for("KeyboardInterrupt")
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
            process.stdout.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
