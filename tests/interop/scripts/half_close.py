# This reads until the client has ended its direction, answers, and ends its own.
import online
import socket

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
print("listening")
sock, _ = listener.accept()
everything = sock.read()
print("received", len(everything))
sock.write(b"%d bytes\n" % len(everything))
sock.close()
