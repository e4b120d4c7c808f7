# This TLS client connects to "server", sends a line, prints the answer, and says how it ended.
from online import settings
import socket, ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile=settings.get("anchor", "server.der"))
if "certificate" in settings:
    name = settings["certificate"]
    context.load_cert_chain(name + ".der", name + "-key.der")
if "ciphers" in settings:
    context._context.set_ciphers(settings["ciphers"])  # the module ssl has no way of its own

sock = socket.socket()
if "timeout" in settings:
    sock.settimeout(settings["timeout"])
sock.connect(socket.getaddrinfo("server", settings["port"])[0][-1])
try:
    tls = context.wrap_socket(sock, server_hostname=settings.get("hostname", "openmv"))
    print("connected", *tls.cipher())
    tls.write(settings.get("line", "ping\n").encode())
    print("received", tls.readline())
    tls.close()
except (OSError, ValueError) as error:
    print("failed:", repr(error))
    sock.close()
