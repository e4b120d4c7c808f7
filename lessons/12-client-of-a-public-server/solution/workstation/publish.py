# Publishes what the camera sees, by MQTT over TLS.
import network, ntptime, ssl, time
from mqtt import MQTTClient

BROKER = "mqtt.example.com"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")

client = MQTTClient("cam2", BROKER, user="cam2", password="blue-heron", ssl=context)
client.connect()
client.publish("pictures/cam2", b"a heron", qos=1)
print("published to", BROKER)
client.disconnect()
