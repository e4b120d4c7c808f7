# Every script here imports this first: it brings the network up and, unless told otherwise, sets the clock.
import json, network, ntptime, time

with open("settings.json") as file:
    settings = json.load(file)

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(5)
if settings.get("set_clock", True):
    ntptime.settime()
