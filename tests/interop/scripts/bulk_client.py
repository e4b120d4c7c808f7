# This is the other end of bulk_server.py, or of a real server that does the same.
from online import settings
import bulk, socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket()
sock.connect(socket.getaddrinfo("server", settings["port"])[0][-1])
tls = context.wrap_socket(sock, server_hostname="openmv")
bulk.give(tls, settings["bytes"])
bulk.take(tls, settings["bytes"])
tls.close()
print("done")
