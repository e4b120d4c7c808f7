# This mounts the drive before boot.py, and formats it when it holds no file system.
import os
import sys
import vfs

import camera

drive = camera.Drive()
try:
    vfs.mount(drive, "/flash")
except OSError:
    vfs.VfsFat.mkfs(drive)
    vfs.mount(drive, "/flash")
os.chdir("/flash")
sys.path.append("/flash")
sys.path.append("/flash/lib")
del drive
