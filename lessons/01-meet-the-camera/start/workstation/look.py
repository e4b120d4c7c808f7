# Says which camera this is, and what it believes about the time.
import os, time

print("hello from", os.uname().machine)
year, month, day, hour, minute = time.localtime()[:5]
print("this camera believes it is %d-%02d-%02d %02d:%02d" % (year, month, day, hour, minute))
