"""This is an emulated board for the tests of the firmware for a Cortex-M7: started as `./run mcu` starts it, and reached
only by Debian's or MicroPython's own tools."""
import os
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT = ROOT / "firmware/ports/mps2"
PATIENCE = 60  # seconds that anything may take on a busy computer


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Board:
    """Runs the board until the end of its `with`; `options` are those of ./run mcu."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        self.process = subprocess.Popen(
            [PORT / "boot", "--pty", *self.options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        for line in self.process.stdout:
            if match := re.search(r"serial port is (\S+)", line):
                self.pty = match[1]
                return self
        raise AssertionError("the emulator ended without a serial port")

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(PATIENCE)
        self.process.stdout.close()

    def mpremote(self, *words, check=True):
        done = subprocess.run(
            [PORT / "mpremote", "connect", self.pty, *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"mpremote {' '.join(map(str, words))}: {done.stdout}{done.stderr}")
        return done.stdout

    def put(self, **contents):
        """put(cert_der=b"...") writes cert.der on the drive."""
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, content in contents.items():
                path = Path(folder) / name.replace("_", ".")
                path.write_bytes(content)
                paths.append(str(path))
            self.mpremote("fs", "cp", *paths, ":")

    def script(self, text):
        return Script(self, text)


class Script:
    """Runs a script on the board, by `mpremote run`, until the end of its `with`."""

    def __init__(self, board, text):
        self.board = board
        self.text = text
        self.output = ""

    def __enter__(self):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".py")
        self.file.write(self.text)
        self.file.flush()
        self.process = subprocess.Popen(
            [PORT / "mpremote", "connect", self.board.pty, "run", self.file.name],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.stdout.close()
            self.file.close()

    def wait_for(self, pattern):
        """Waits until the script has printed this."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.output):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            if not part:
                raise AssertionError(f"the script never printed {pattern!r}; it printed:\n{self.output}")
            self.output += part.decode(errors="replace")
        return self.output


NETWORK_UP = """
import network, time, socket, ssl
lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(20)
"""
