# This camera does nothing for as long as the test lasts, and keeps its world running.
import time

print("idle")
time.sleep(60)
