#!/usr/bin/env python3
"""Real TLS programs connect to the firmware on an emulated Cortex-M7, over its Ethernet interface."""
import socket
import subprocess
import sys
import tempfile
import unittest

import certificates
from board import NETWORK_UP, PATIENCE, Board, free_port

SERVER = NETWORK_UP + """
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "serverkey.der")
if {mutual}:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cafile="ca.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(4)
print("listening")
while True:
    connection, _ = listener.accept()
    try:
        tls = context.wrap_socket(connection, server_side=True)
        request = tls.readline()
        while tls.readline() not in (b"\\r\\n", b"\\n", b""):
            pass
        tls.write(b"HTTP/1.0 200 OK\\r\\nContent-Length: 15\\r\\n\\r\\nfrom the camera")
        print("served", request)
        tls.close()
    except OSError as error:
        print("refused", error)
        connection.close()
"""

# A client without a cookie is turned away first (RFC 6347, 4.2.1).
DATAGRAM_SERVER = NETWORK_UP + """
import tls
def read(name):
    with open(name, "rb") as file:
        return file.read()
context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("serverkey.der"))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("0.0.0.0", 5684))
print("listening")
_, peer = s.recvfrom(1, socket.MSG_PEEK)
s.connect(peer)
for _ in range(10):
    try:
        dtls = context.wrap_socket(s, server_side=True, client_id=repr(peer).encode())
        break
    except OSError as error:
        print("turned away:", error)
line = dtls.recv(100)
dtls.send(b"echo " + line)
print("served", line)
"""

CLIENT = NETWORK_UP + """
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="ca.der")
context.load_cert_chain("client.der", "clientkey.der")
s = socket.socket()
s.connect(("10.0.2.100", {port}))
tls = context.wrap_socket(s, server_hostname="localhost")
tls.write(b"from the camera\\n")
print("answer", tls.readline())
"""

MANY_CLIENTS = NETWORK_UP + """
import asyncio
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "serverkey.der")
async def serve(reader, writer):
    writer.write(b"echo " + await reader.readline())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
async def main():
    await asyncio.start_server(serve, "0.0.0.0", 8443, ssl=context, backlog=8)
    print("listening")
    await asyncio.sleep(3600)
asyncio.run(main())
"""


def files(folder):
    der = {name: certificates.der(folder / f"{name}.pem") for name in ("ca", "server", "client")}
    keys = {f"{name}key": certificates.der(folder / f"{name}.key") for name in ("server", "client")}
    return {f"{name}_der": content for name, content in {**der, **keys}.items()}


def output_of(*words, given=b""):
    done = subprocess.run([str(word) for word in words], input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=PATIENCE, check=False)
    return done.stdout.decode(errors="replace")


REQUEST = b"GET / HTTP/1.0\r\n\r\n"


def check_mutual_server(test, folder, *board_options):
    """A mutual server on the board serves curl with its certificate, and refuses it without."""
    folder = certificates.make(folder)
    port = free_port()
    with Board(*board_options, "--seed", "3", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
        board.put(**files(folder))
        with board.script(SERVER.format(mutual=True)) as script:
            script.wait_for("listening")
            call = ["curl", "-sS", "--cacert", folder / "ca.pem", f"https://127.0.0.1:{port}/"]
            test.assertIn("from the camera",
                          output_of(*call, "--cert", folder / "client.pem", "--key", folder / "client.key"))
            test.assertNotIn("from the camera", output_of(*call))
            script.wait_for("refused")


class Peers(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name

    def test_servers_of_three_key_types(self):
        for key_type in certificates.KEYS:
            with self.subTest(key_type):
                folder = certificates.make(self.folder, key_type)
                port = free_port()
                with Board("--seed", "3", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
                    board.put(**files(folder))
                    with board.script(SERVER.format(mutual=False)) as script:
                        script.wait_for("listening")
                        told = output_of("openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", folder / "ca.pem",
                                         "-verify_return_error", "-servername", "openmv", "-ign_eof", given=REQUEST)
                        self.assertIn("Verification: OK", told)
                        self.assertIn("from the camera", told)
                        told = output_of("curl", "-sS", "--cacert", folder / "ca.pem", f"https://localhost:{port}/",
                                         "--resolve", f"localhost:{port}:127.0.0.1")
                        self.assertIn("from the camera", told)
                        told = output_of("gnutls-cli", "--x509cafile", folder / "ca.pem", "-p", port, "localhost",
                                         given=REQUEST)
                        self.assertIn("Handshake was completed", told)
                        script.wait_for("(?s)(served.*){2}")

    def test_a_mutual_server_serves_who_has_a_certificate_only(self):
        check_mutual_server(self, self.folder)

    def test_a_mutual_client(self):
        folder = certificates.make(self.folder)
        port = free_port()
        server = subprocess.Popen(
            ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", folder / "server.pem", "-key", folder / "server.key",
             "-CAfile", folder / "ca.pem", "-Verify", "2", "-verify_return_error", "-rev", "-tls1_2"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            with Board("--seed", "3", "--clock", "now", "--reach", str(port)) as board:
                board.put(**files(folder))
                with board.script(CLIENT.format(port=port)) as script:
                    self.assertIn("aremac eht morf", script.wait_for("answer.*\n"))
        finally:
            server.kill()
            server.communicate()

    def test_eight_clients_at_once(self):
        folder = certificates.make(self.folder)
        port = free_port()
        with Board("--seed", "3", "--clock", "now", "--bridge", f"127.0.0.1:{port}=8443") as board:
            board.put(**files(folder))
            with board.script(MANY_CLIENTS) as script:
                script.wait_for("listening")
                client = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", folder / "ca.pem", "-quiet",
                          "-verify_return_error", "-no_ign_eof", "-ign_eof"]
                processes = [subprocess.Popen(client, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                             for _ in range(8)]
                # All are connected before the first one speaks.
                for number, process in enumerate(processes):
                    process.stdin.write(b"client %d\n" % number)
                    process.stdin.flush()
                for number, process in enumerate(processes):
                    told, _ = process.communicate(timeout=PATIENCE)
                    self.assertIn(f"echo client {number}", told.decode(errors="replace"))

    def test_a_datagram_server(self):
        folder = certificates.make(self.folder)
        port = free_port(socket.SOCK_DGRAM)
        with Board("--seed", "3", "--clock", "now", "--bridge", f"127.0.0.1:{port}=5684/udp") as board:
            board.put(**files(folder))
            with board.script(DATAGRAM_SERVER) as script:
                script.wait_for("listening")
                client = subprocess.Popen(
                    ["openssl", "s_client", "-dtls1_2", "-connect", f"127.0.0.1:{port}", "-CAfile", folder / "ca.pem",
                     "-verify_return_error"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                client.stdin.write(b"over datagrams\n")
                client.stdin.flush()
                try:
                    self.assertIn("turned away", script.wait_for("served.*\n"))
                finally:
                    client.kill()
                    told, _ = client.communicate()
                self.assertIn("Verification: OK", told.decode(errors="replace"))


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
