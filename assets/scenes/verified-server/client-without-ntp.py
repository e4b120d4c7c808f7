# As client.py, but nobody sets the clock: the certificate is not valid yet in the year of power-up.
import network, socket, ssl, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
time.sleep(1)  # the server is up by then
print("clock:", time.localtime()[:6])

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")

sock = socket.socket()
sock.connect(socket.getaddrinfo("openmv", 8443)[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
