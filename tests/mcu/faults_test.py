#!/usr/bin/env python3
"""When something goes wrong, the firmware on an emulated Cortex-M7 says so, and restarts."""
import os
import re
import select
import time
import tty
import unittest

from board import PATIENCE, Board

RESET_CAUSE = "import machine; print(machine.reset_cause())"
HARD_RESET = "2"
WATCHDOG_RESET = "3"


class Console:
    """The serial port of a board as a terminal has it."""

    def __init__(self, board):
        self.port = os.open(board.pty, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.port)

    def type(self, text):
        os.write(self.port, text.encode() + b"\r")

    def wait_for(self, pattern):
        output = ""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, output):
            ready, _, _ = select.select([self.port], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError(f"never came: {pattern!r}; there was:\n{output}")
            output += os.read(self.port, 4096).decode(errors="replace")
        return output

    def close(self):
        os.close(self.port)


class Faults(unittest.TestCase):
    def test_a_wild_access_is_reported_and_the_camera_starts_anew(self):
        with Board("--seed", "1") as board:
            board.mpremote("rtc", "--set")
            console = Console(board)
            console.type("import machine; machine.mem32[0xdead0000]")
            report = console.wait_for(r"FATAL: .*(?s:.*)Type \"help")
            console.close()
            for register in ("pc=", "lr=", "psr=", "r0=", "cfsr=", "bfar="):
                self.assertRegex(report, register + "[0-9a-f]{8}")
            self.assertEqual(board.mpremote("exec", RESET_CAUSE).strip(), HARD_RESET)
            self.assertNotIn("(2013", board.mpremote("rtc"), "the clock goes on over a reset")

    def test_machine_reset(self):
        with Board("--seed", "1") as board:
            console = Console(board)
            console.type("import machine; machine.reset()")
            console.wait_for(r"Type \"help")
            console.close()
            self.assertEqual(board.mpremote("exec", RESET_CAUSE).strip(), HARD_RESET)

    def test_the_watchdog_resets_a_camera_that_hangs(self):
        with Board("--seed", "1") as board:
            console = Console(board)
            # This sets one second instead of thirty, in the registers of the Cortex-M System Design Kit's watchdog.
            console.type("import machine; m = machine.mem32; m[0x40008c00] = 0x1ACCE551; m[0x40008000] = 25000000")
            console.type("pow(3, 1 << 400000, (1 << 1000) - 1)")  # takes minutes inside C code
            report = console.wait_for(r"FATAL: .*(?s:.*)Type \"help")
            console.close()
            self.assertRegex(report, r"FATAL: NMI \(watchdog\) at pc=[0-9a-f]{8}")
            self.assertEqual(board.mpremote("exec", RESET_CAUSE).strip(), WATCHDOG_RESET)

    def test_recursion_ends_in_an_exception(self):
        with Board("--seed", "1") as board:
            with self.assertRaisesRegex(AssertionError, "RuntimeError: maximum recursion depth exceeded"):
                board.mpremote("exec", "def f(): f()\nf()")
            self.assertEqual(board.mpremote("exec", "print('alive')").strip(), "alive")

    def test_without_a_seed_the_console_warns(self):
        with Board("--no-seed") as board:
            console = Console(board)
            console.type("import machine; machine.reset()")  # a pty that is opened later has missed the first start
            self.assertIn("can be guessed", console.wait_for(r"Type \"help"))
            console.close()

    def test_the_same_seed_gives_the_same_numbers_and_a_reset_does_not(self):
        numbers = []
        for _ in range(2):
            with Board("--seed", "5") as board:
                numbers.append(board.mpremote("exec", "import os; print(os.urandom(16))"))
        with Board("--seed", "5") as board:
            console = Console(board)
            console.type("import machine; machine.reset()")
            console.wait_for(r"Type \"help")
            console.close()
            after_reset = board.mpremote("exec", "import os; print(os.urandom(16))")
        self.assertEqual(numbers[0], numbers[1])
        self.assertNotEqual(numbers[0], after_reset)


if __name__ == "__main__":
    unittest.main(verbosity=2)
