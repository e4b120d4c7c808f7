#!/usr/bin/env python3
"""The same port boots on the other board, MPS3 with AN547 (Cortex-M55), and real programs reach it."""
import tempfile
import time
import unittest
from pathlib import Path

from board import Board
from peers_test import check_mutual_server


class SecondBoard(unittest.TestCase):
    def test_it_is_another_board_and_its_clock_is_right(self):
        with Board("--board", "mps3-an547", "--seed", "1") as board:
            self.assertEqual(board.mpremote("eval", "__import__('camera').model()").strip(), "MPS3-AN547")
            start = time.monotonic()
            board.mpremote("exec", "import time; time.sleep(5)")
            self.assertGreaterEqual(time.monotonic() - start, 5)  # a counter mistaken for a slower one runs fast

    def test_a_mutual_server(self):
        with tempfile.TemporaryDirectory() as folder:
            check_mutual_server(self, Path(folder), "--board", "mps3-an547")

    def test_the_drive_survives_a_power_cut(self):
        with tempfile.NamedTemporaryFile() as flash:
            for said in ("f = open('kept.txt', 'w'); f.write('still here'); f.close()", "print(open('kept.txt').read())"):
                with Board("--board", "mps3-an547", "--seed", "1", "--flash", flash.name) as board:
                    told = board.mpremote("exec", said)
            self.assertIn("still here", told)


if __name__ == "__main__":
    unittest.main(verbosity=2)
