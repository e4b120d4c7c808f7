#!/usr/bin/env python3
"""Dissects a capture that is far larger than the memory it may take: with progress, and with an end on Ctrl-C.

Usage: tests/captures/large_capture_test.py TLSCAM [-v] [TEST...]

The capture has 100 MB; with TLSCAM_FULL=1 it has 1 GB.
"""

import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import unittest

from capture_writer import CaptureWriter

MEGABYTE = 1 << 20
SIZE = (1024 if os.environ.get("TLSCAM_FULL") == "1" else 100) * MEGABYTE
MOST_MEMORY = 96 * MEGABYTE
TLSCAM = ""


def record(kind: int, payload: bytes) -> bytes:
    return bytes([kind, 3, 3]) + len(payload).to_bytes(2, "big") + payload


def conversation():
    """A handshake as far as it is in the clear, and 2 MB of encrypted data."""
    hello = b"\x03\x03" + bytes(32) + b"\0" + b"\0\x02\xc0\x2b" + b"\x01\0"
    answer = b"\x03\x03" + bytes(range(32)) + b"\0" + b"\xc0\x2b" + b"\0"
    yield True, record(22, b"\x01\0\0" + bytes([len(hello)]) + hello)
    yield False, record(22, b"\x02\0\0" + bytes([len(answer)]) + answer)
    for from_client in (True, False):
        yield from_client, record(20, b"\x01") + record(22, bytes(40))
    data = record(23, bytes(16000)) * 4
    for _ in range(33):
        yield False, data


class LargeCapture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "large.pcapng")
        pieces = list(conversation())
        writer = CaptureWriter()
        with open(cls.path, "wb") as out:
            while out.tell() < SIZE:
                writer.add_conversation(writer.frames % 200, 443, pieces)
                out.write(writer.take())
        cls.frames = writer.frames

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def start(self, *words, **rest):
        return subprocess.Popen([TLSCAM, "dissect", *words, self.path], **rest)

    def test_memory_does_not_depend_on_the_size(self):
        with subprocess.Popen(["tail", "-n", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as last:
            program = self.start("--json", stdout=last.stdin, stderr=subprocess.PIPE)
            last.stdin.close()
            _, status, usage = os.wait4(program.pid, 0)
            self.assertEqual(status, 0, program.stderr.read())
            program.returncode = 0
            program.stderr.close()
            self.assertIn(f'"number":{self.frames},'.encode(), last.stdout.read())
        self.assertLess(usage.ru_maxrss * 1024, MOST_MEMORY)

    def test_address_space_may_be_limited(self):
        limit = 4 * MOST_MEMORY
        program = self.start(
            "--only",
            "dns",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        )
        out, error = program.communicate()
        self.assertEqual((program.returncode, out, error), (0, b"", b""))

    def test_progress_shows_on_a_terminal(self):
        ours, theirs = pty.openpty()
        program = self.start("--only", "dns", stdout=subprocess.DEVNULL, stderr=theirs)
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the program has ended
                break
            shown += more
        os.close(ours)
        self.assertEqual(program.wait(), 0)
        self.assertRegex(shown.decode(), rf"reading frames: +\d+ % of {os.path.getsize(self.path) >> 20} MB")
        self.assertTrue(shown.endswith(b"\r\x1b[K"), "the line is gone at the end")
        shares = [int(share) for share in re.findall(rb"frames: +(\d+) %", shown)]
        self.assertEqual(shares, sorted(shares))

    def test_it_ends_when_it_is_interrupted(self):
        program = self.start("--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertTrue(program.stdout.readline().startswith(b"{"))
        program.send_signal(signal.SIGINT)
        rest, error = program.communicate()
        self.assertEqual(program.returncode, 128 + signal.SIGINT)
        self.assertIn(b"stopped in front of frame", error)
        self.assertLess(rest.count(b"\n"), self.frames - 1000)
        self.assertTrue(rest.endswith(b"}\n"), "no line is cut")


if __name__ == "__main__":
    TLSCAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
