#!/usr/bin/env python3
"""MicroPython's genuine mpremote works with the firmware on an emulated Cortex-M7, over its serial port."""
import tempfile
import unittest
from pathlib import Path

from board import Board


class Mpremote(unittest.TestCase):
    def test_exec_prints_what_the_camera_prints(self):
        with Board("--seed", "1") as board:
            self.assertEqual(board.mpremote("exec", "print(6 * 7)").strip(), "42")
            self.assertEqual(board.mpremote("eval", "__import__('camera').model()").strip(), "MPS2-AN500")

    def test_an_exception_is_told_and_fails(self):
        with Board("--seed", "1") as board:
            with self.assertRaisesRegex(AssertionError, "ZeroDivisionError"):
                board.mpremote("exec", "1 / 0")

    def test_files_come_and_go(self):
        content = bytes(range(256)) * 40
        with Board("--seed", "1") as board, tempfile.TemporaryDirectory() as folder:
            here = Path(folder) / "data.bin"
            here.write_bytes(content)
            board.mpremote("fs", "cp", str(here), ":data.bin")
            self.assertIn("10240 data.bin", board.mpremote("fs", "ls"))
            back = Path(folder) / "back.bin"
            board.mpremote("fs", "cp", ":data.bin", str(back))
            self.assertEqual(back.read_bytes(), content)
            board.mpremote("fs", "rm", ":data.bin")
            self.assertNotIn("data.bin", board.mpremote("fs", "ls"))

    def test_run_and_mount(self):
        with Board("--seed", "1") as board, tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "thing.py").write_text("def answer():\n    return 'from the computer'\n")
            self.assertIn("from the computer", board.mpremote("mount", folder, "exec", "import thing; print(thing.answer())"))
            script = Path(folder) / "script.py"
            script.write_text("print('a script ran')\n")
            self.assertIn("a script ran", board.mpremote("run", str(script)))

    def test_the_clock_starts_in_2013_and_can_be_set(self):
        with Board("--seed", "1") as board:
            self.assertRegex(board.mpremote("rtc"), r"\(2013, 10, 14, 0, 19, 5[3-9]")
            board.mpremote("rtc", "--set")
            self.assertNotRegex(board.mpremote("rtc"), r"\(2013")
            board.mpremote("soft-reset")
            self.assertNotRegex(board.mpremote("rtc"), r"\(2013")

    def test_a_romfs_image_is_deployed(self):
        with Board("--seed", "1") as board, tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "ca.der").write_bytes(b"a trust anchor")
            image = Path(folder) / "image.romfs"
            source = Path(folder) / "rom"
            source.mkdir()
            (source / "ca.der").write_bytes(b"a trust anchor")
            board.mpremote("romfs", "--no-mpy", "-o", str(image), "build", str(source))
            board.mpremote("romfs", "deploy", str(image))
            board.mpremote("soft-reset")
            self.assertIn("a trust anchor", board.mpremote("exec", "print(open('/rom/ca.der').read())"))

    def test_the_drive_survives_a_power_cut(self):
        with tempfile.NamedTemporaryFile() as flash:
            with Board("--seed", "1", "--flash", flash.name) as board:
                board.mpremote("exec", "f = open('kept.txt', 'w'); f.write('still here'); f.close()")
            with Board("--seed", "1", "--flash", flash.name) as board:
                self.assertIn("still here", board.mpremote("exec", "print(open('kept.txt').read())"))
                self.assertEqual(board.mpremote("exec", "import machine; print(machine.reset_cause())").strip(), "1")


if __name__ == "__main__":
    unittest.main(verbosity=2)
