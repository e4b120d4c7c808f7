"""Scripts look into a Cortex-M7 in a world with these addresses, and with functions to prepend to a script."""
import re
import subprocess

from board import ROOT

IMAGE = ROOT / "build/mcu/bin/tlscam-camera-mcu-world.elf"


def address(symbol):
    told = subprocess.run(["arm-none-eabi-nm", IMAGE], capture_output=True, text=True, check=True).stdout
    return int(re.search(rf"^([0-9a-f]+) . {symbol}$", told, re.MULTILINE)[1], 16)


# Returns the words of struct allocation_watch (firmware/ports/mps2/allocation_watch.h).
def functions():
    return f"""
import machine, gc
WATCH = {address("allocation_watch")}
def watch(fail_at=0):
    # With the heap as it is after a collection.
    gc.collect()
    for i in range(7):
        machine.mem32[WATCH + 4 * i] = 0
    machine.mem32[WATCH + 8] = fail_at
    machine.mem32[WATCH] = 1
def watched():
    # allocations, whether the one that should has failed, peak of bytes, bytes of the largest
    machine.mem32[WATCH] = 0
    m = [machine.mem32[WATCH + 4 * i] for i in range(7)]
    return m[1], m[3], m[5], m[6]
def stack_used():
    a = {address("stack_bottom")}
    while machine.mem32[a] == 0x5A5A5A5A:
        a += 4
    return {address("stack_top")} - a
COUNTER = 0x40028018  # of 25 MHz: 40 instructions, as the emulator counts them
def instructions_since(start):
    return ((machine.mem32[COUNTER] - start) & 0xffffffff) * 40
"""
