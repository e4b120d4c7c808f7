# Wi-Fi: what is there, join, and say how it went.
import network, sys, time

SSID = sys.argv[1] if len(sys.argv) > 1 else "tlscam"
KEY = sys.argv[2] if len(sys.argv) > 2 else "learn-tls"

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
for ssid, bssid, channel, rssi, security, hidden in wlan.scan():
    print("heard:", ssid.decode(), "on channel", channel)

wlan.connect(SSID, KEY)
for attempt in range(200):
    if wlan.isconnected() or wlan.status() < 0:
        break
    time.sleep_ms(50)
print("connected:", wlan.isconnected(), "status:", wlan.status())
if wlan.isconnected():
    print("address:", wlan.ifconfig()[0])
