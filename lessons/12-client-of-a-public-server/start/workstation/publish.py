# Publishes what the camera sees, by MQTT over TLS.
import network, ntptime, ssl, time
from mqtt import MQTTClient

BROKER = "mqtt.example.com"

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
ntptime.settime()

client = MQTTClient("cam2", BROKER, user="cam2", password="blue-heron", ssl=True, ssl_params={"server_hostname": BROKER})
client.connect()
client.publish("pictures/cam2", b"a heron", qos=1)
print("published to", BROKER)
client.disconnect()
