# Says its password in the clear to a server on the internet.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(b"user openmv password 7319", socket.getaddrinfo("echo.example", 7)[0][-1])
print("echo:", sock.recvfrom(100)[0])
