# Sagt, welche Kamera das ist und welche Zeit für sie gilt.
import os, time

print("hello from", os.uname().machine)
year, month, day, hour, minute = time.localtime()[:5]
print("this camera believes it is %d-%02d-%02d %02d:%02d" % (year, month, day, hour, minute))
