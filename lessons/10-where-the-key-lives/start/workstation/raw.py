# A tool of the thief: it reads the drive's memory block by block, past the file system, and looks for keys.
import binascii, camera

drive = camera.Drive()
blocks, size = drive.ioctl(4, 0), drive.ioctl(5, 0)
beginning = b"\x30\x77\x02\x01\x01\x04\x20"  # the first bytes of a P-256 key in DER
length = 121
memory = bytearray(2 * size)
window = memoryview(memory)
found = 0
drive.readblocks(0, window[size:])
for block in range(1, blocks):
    window[:size] = window[size:]
    drive.readblocks(block, window[size:])
    at = memory.find(beginning)
    if 0 <= at < size:
        found += 1
        print("block", block - 1, "has a key:", binascii.hexlify(window[at + 7 : at + 11]).decode() + "...")
print("keys found:", found)
