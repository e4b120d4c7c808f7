#!/usr/bin/env python3
"""Cameras on an emulated board live in a world with native ones: tlscam run --machine NAME=mcu, and "machine" in a scene."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from board import PATIENCE, ROOT

PROGRAM = ROOT / "build/native/bin/tlscam"
SCENES = ROOT / "assets/scenes"


def tlscam(*words, program=PROGRAM, **environment):
    return subprocess.run([program, "run", *map(str, words)], capture_output=True, text=True, timeout=PATIENCE,
                          env={**os.environ, **environment}, check=False)


class World(unittest.TestCase):
    def test_it_and_a_native_camera_are_peers(self):
        for scene, said in (("first-handshake", "verified"), ("mutual-tls", "the client is verified"),
                            ("dtls-cookie", "you said: three")):
            plain = tlscam(SCENES / scene / "world.json")
            for machine in ("openmv=mcu", "cam2=mcu", "openmv=mcu-an547", "cam2=mcu-an547"):
                with self.subTest(f"{scene}, {machine}"):
                    done = tlscam(SCENES / scene / "world.json", "--machine", machine)
                    self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                    self.assertEqual(done.stdout, plain.stdout)
                    self.assertIn(said, done.stdout)

    def test_a_scene_can_ask_for_it(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "who.py").write_text("import sys\nprint(sys.maxsize)\n")
            (Path(folder) / "world.json").write_text(json.dumps(
                {"cameras": [{"name": "openmv", "machine": "mcu", "script": "who.py"}, {"name": "cam2", "script": "who.py"}]}))
            done = tlscam(Path(folder) / "world.json")
            self.assertEqual(done.stderr, "")
            self.assertIn(f"openmv| {2**31 - 1}\n", done.stdout)  # a 32-bit machine
            self.assertIn(f"cam2| {2**63 - 1}\n", done.stdout)
            (Path(folder) / "world.json").write_text('{"cameras": [{"name": "openmv", "machine": "vax"}]}')
            done = tlscam(Path(folder) / "world.json")
            self.assertEqual(done.returncode, 2)
            self.assertIn("mcu", done.stderr)

    def test_the_time_is_the_worlds(self):
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "sleep.py"
            script.write_text("import time\nt = time.ticks_ms()\ntime.sleep(1000)\nprint(time.ticks_diff(time.ticks_ms(), t))\n")
            done = tlscam("--camera", f"openmv={script}", "--machine", "openmv=mcu", "--for", "1h")
            self.assertEqual(done.stdout, "openmv| 1000000\n", done.stderr)

    def test_a_crash_is_told_and_the_camera_starts_anew(self):
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "crash.py"
            script.write_text("import machine\nmachine.mem32[0xdead0000]\n")
            done = tlscam("--camera", f"openmv={script}", "--machine", "openmv=mcu")
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertRegex(done.stdout, r"openmv\| FATAL: .*pc=[0-9a-f]{8}")

    def test_what_is_missing_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "world.json").write_text('{"cameras": [{"name": "openmv", "machine": "mcu"}]}')
            done = tlscam(Path(folder) / "world.json", PATH="/nowhere")
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertIn("apt-get install qemu-system-arm", done.stderr)
        scene = SCENES / "first-handshake/world.json"
        done = tlscam(scene, "--machine", "openmv=vax")
        self.assertEqual(done.returncode, 2)
        self.assertIn('there is no machine "vax"', done.stderr)
        with tempfile.TemporaryDirectory(dir=PROGRAM.parent) as folder:
            # The same program runs from a folder that has no firmware next to it.
            elsewhere = Path(folder) / "native/bin"
            elsewhere.mkdir(parents=True)
            for name in ("tlscam", "tlscam-camera", "libtlscam-world-shim.so"):
                os.link(PROGRAM.parent / name, elsewhere / name)
            for machine, board in (("mcu", "mps2-an500"), ("mcu-an547", "mps3-an547")):
                done = tlscam(scene, "--machine", f"openmv={machine}", program=elsewhere / "tlscam")
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn(f"./run mcu --board {board} --build", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
