# The camera at the door: answers whoever knows the password, without TLS.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8080))
listener.listen(1)
print("listening on", lan.ifconfig()[0], "port 8080")

while True:
    sock, peer = listener.accept()
    print("asked:", sock.recv(4096))
    sock.send(b"the door is open\n")
    sock.close()
