#!/usr/bin/env python3
"""./run mcu --image writes all files, and the command that its README gives for QEMU boots them with their ROMFS."""
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from board import PORT


class Image(unittest.TestCase):
    def test_the_readmes_command_boots_it(self):
        for board in ("mps2-an500", "mps3-an547"):
            with self.subTest(board), tempfile.TemporaryDirectory() as folder:
                files = Path(folder) / "files"
                files.mkdir()
                (files / "hello.txt").write_text("from the ROMFS image")
                image = Path(folder) / "image"
                subprocess.run([PORT / "boot", "--board", board, "--image", image, "--romfs", files], check=True, capture_output=True)
                self.assertEqual({path.name for path in image.iterdir()},
                                 {"README.md"} | {f"camera.{kind}" for kind in ("elf", "bin", "hex", "map", "romfs")})
                command = re.search(r"(?s)^    (qemu-system-arm .*?)\n\n", (image / "README.md").read_text(), re.MULTILINE)[1]
                process = subprocess.Popen(["bash", "-c", "exec " + command.replace("NUMBER", "7")], cwd=image,
                                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                process.stdin.write(b"print(open('/rom/hello.txt').read() + '!')\r\n")
                process.stdin.flush()
                told = ""
                for line in process.stdout:
                    told += line.decode(errors="replace")
                    if "image!" in told:
                        break
                process.kill()
                process.communicate()
                self.assertIn("from the ROMFS image!", told)
                self.assertNotIn("can be guessed", told)

    def test_a_folder_of_something_else_is_left_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "thesis.txt").write_text("years of work")
            done = subprocess.run([PORT / "boot", "--image", folder], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn("not empty", done.stderr)
            self.assertEqual([path.name for path in Path(folder).iterdir()], ["thesis.txt"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
