#!/usr/bin/env python3
"""The power of a Cortex-M7 fails in the middle of a write to its flash, at each write of a copy in turn: it starts again,
earlier files on the drive are whole, and the drive can be written. TLSCAM_FULL=1 tries every write, otherwise every third."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import watch
from board import PATIENCE, ROOT

STEP = 1 if os.environ.get("TLSCAM_FULL") == "1" else 3

KEPT = "kept = bytes(range(256)) * 6\n"

PREPARE = KEPT + """
for name in ("ca.der", "key.der"):
    with open(name, "wb") as f:
        f.write(kept)
print("prepared")
"""

# Copying works like mpremote and the raw REPL: in parts of 256 bytes. Then one old file is overwritten by way of a new
# name.
COPY = KEPT + f"""
import machine, os
machine.mem32[{watch.address("power_cut_at_write")}] = CUT
with open("new.bin", "wb") as f:
    for i in range(20):
        f.write(bytes([i]) * 256)
with open("key.new", "wb") as f:
    f.write(b"a new key" * 100)
os.remove("key.der")
os.rename("key.new", "key.der")
print("left", machine.mem32[{watch.address("power_cut_at_write")}])
"""

# FAT has no journal: a file that is being written may be lost, others may not.
CHECK = KEPT + """
import os
names = os.listdir()
assert open("ca.der", "rb").read() == kept, "the old file has changed"
keys = [open(name, "rb").read() for name in ("key.der", "key.new") if name in names]
assert kept in keys or b"a new key" * 100 in keys, "neither the old nor the new key is there"
with open("after.bin", "wb") as f:
    f.write(kept)
assert open("after.bin", "rb").read() == kept
print("whole")
"""


class PowerCut(unittest.TestCase):
    def run_on(self, folder, script):
        path = Path(folder) / "script.py"
        path.write_text(script)
        done = subprocess.run([ROOT / "build/native/bin/tlscam", "run", "--camera", f"openmv={path}", "--machine", "openmv=mcu",
                               "--keep-flash", str(Path(folder) / "flash")], capture_output=True, text=True, timeout=PATIENCE, check=False)
        return done.stdout + done.stderr

    def test_at_each_write(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "flash").mkdir()
            self.assertIn("prepared", self.run_on(folder, PREPARE))
            [image] = [path for path in (Path(folder) / "flash").iterdir() if path.is_file()]
            prepared = image.read_bytes()
            many = 1000000
            writes = many - int(re.search(r"left (\d+)", self.run_on(folder, COPY.replace("CUT", str(many))))[1])
            self.assertGreater(writes, 20)
            for cut in range(1, writes + 1, STEP):
                with self.subTest(f"write {cut} of {writes}"):
                    image.write_bytes(prepared)
                    told = self.run_on(folder, COPY.replace("CUT", str(cut)))
                    self.assertNotIn("left", told)
                    self.assertIn("its emulator has stopped", told)
                    self.assertIn("openmv| whole", self.run_on(folder, CHECK))


if __name__ == "__main__":
    unittest.main(verbosity=2)
