"""Servers that speak another protocol until a client asks for TLS: as much of each as real clients need."""

import socket
import ssl
import threading


def lines(connection):
    """Yields what comes, line by line, without reading beyond the line."""
    line = b""
    while byte := connection.recv(1):
        line += byte
        if byte == b"\n":
            yield line.strip().decode("latin-1")
            line = b""


def exactly(connection, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def smtp(c):
    c.sendall(b"220 mail.example ESMTP\r\n")
    for line in lines(c):
        if line.upper().startswith("EHLO"):
            c.sendall(b"250-mail.example\r\n250 STARTTLS\r\n")
        elif line.upper() == "STARTTLS":
            return c.sendall(b"220 go ahead\r\n")


def ftp(c):
    c.sendall(b"220 files\r\n")
    for line in lines(c):
        if line.upper() == "AUTH TLS":
            return c.sendall(b"234 go ahead\r\n")
        c.sendall(b"211-Features\r\n AUTH TLS\r\n211 end\r\n" if line.upper() == "FEAT" else b"502 no\r\n")


def imap(c):
    c.sendall(b"* OK ready\r\n")
    for line in lines(c):
        tag, command = line.split(" ", 1)
        if command.upper() == "STARTTLS":
            return c.sendall(f"{tag} OK go ahead\r\n".encode())
        c.sendall(f"* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done\r\n".encode())


def pop3(c):
    c.sendall(b"+OK ready\r\n")
    for line in lines(c):
        if line.upper() == "STLS":
            return c.sendall(b"+OK go ahead\r\n")
        c.sendall(b"+OK\r\nSTLS\r\n.\r\n")


def nntp(c):
    c.sendall(b"200 news\r\n")
    for line in lines(c):
        if line.upper() == "STARTTLS":
            return c.sendall(b"382 go ahead\r\n")
        c.sendall(b"101 capabilities\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n")


def sieve(c):
    c.sendall(b'"IMPLEMENTATION" "sieve"\r\n"STARTTLS"\r\nOK\r\n')
    for line in lines(c):
        if line.upper() == "STARTTLS":
            return c.sendall(b"OK go ahead\r\n")


def xmpp(c):
    data = b""
    while b">" not in data.replace(b"?>", b""):
        data += c.recv(4096)
    c.sendall(
        b"<?xml version='1.0'?><stream:stream from='example' id='1' version='1.0' xmlns='jabber:client' "
        b"xmlns:stream='http://etherx.jabber.org/streams'><stream:features>"
        b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"
    )
    data = b""
    while b"<starttls" not in data:
        data += c.recv(4096)
    c.sendall(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")


def ldap(c):
    header = exactly(c, 2)
    exactly(c, header[1])
    c.sendall(bytes.fromhex("300c02010178070a010004000400"))  # an ExtendedResponse: success


def mysql(c):
    flags = struct_flags = (0xFF, 0xFF)
    body = b"\x0a5.7.0\0" + bytes(4) + b"12345678\0" + bytes(flags) + b"\x21\x02\0" + bytes(struct_flags)
    body += b"\x15" + bytes(10) + b"123456789012\0" + b"mysql_native_password\0"
    c.sendall(len(body).to_bytes(3, "little") + b"\0" + body)
    exactly(c, 36)


def postgres(c):
    exactly(c, 8)
    c.sendall(b"S")


def socks5(c):
    exactly(c, exactly(c, 2)[1])
    c.sendall(b"\x05\x00")
    kind = exactly(c, 4)[3]
    exactly(c, 6 if kind == 1 else exactly(c, 1)[0] + 2)
    c.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50")


def socks4(c):
    exactly(c, 8)
    while exactly(c, 1) != b"\0":
        pass
    c.sendall(b"\x00\x5a" + bytes(6))


def connect(c):
    for line in lines(c):
        if not line:
            return c.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")


class PrefaceServer:
    """Takes one connection, speaks the protocol, and then TLS."""

    def __init__(self, talk, certificate, key):
        self.talk = talk
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        connection, _ = self.listener.accept()
        connection.settimeout(10)
        try:
            self.talk(connection)
            with self.context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(4096)
                secured.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nbye")
        except (OSError, EOFError):
            connection.close()
