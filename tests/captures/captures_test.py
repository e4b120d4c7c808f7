#!/usr/bin/env python3
"""Compares what `tlscam dissect` finds in captures of other people's programs with what tshark finds.

Usage: tests/captures/captures_test.py TLSCAM [-v] [TEST...]

Needs openssl, gnutls-bin, curl and tshark. Nothing is recorded: a relay keeps what the programs say (relay.py).
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import preface_server
from capture_writer import LINKS, CaptureWriter
from relay import Relay, free_port, wait_for_port

SOURCE = Path(__file__).resolve().parents[2]
CERTIFICATES = SOURCE / "tests/golden/certificates"
P256 = CERTIFICATES / "p256.pem", CERTIFICATES / "p256-key.pem"
RSA = CERTIFICATES / "authority.pem", CERTIFICATES / "rsa-key.pem"
TLSCAM = ""

# A field of tshark, and how ours is called.
PAIRS = {
    "record.content_type": "tls.record.type",
    "handshake.type": "tls.handshake.type",
    "alert_message.desc": "tls.alert.description",
    "handshake.ciphersuite": "cipher_suite",
}


def number(value: str) -> int:
    found = re.search(r"\((0x[0-9a-f]+|\d+)\)$", value)
    return int(found.group(1) if found else value, 0)


def fields_of(tree):
    for field in tree:
        yield field
        yield from fields_of(field.get("fields", []))


class Dissected:
    """The output of `tlscam dissect --json` about a capture."""

    def __init__(self, path):
        run = subprocess.run([TLSCAM, "dissect", "--json", path], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        self.frames = [json.loads(line) for line in run.stdout.splitlines()]

    def fields(self, frame):
        yield from fields_of(frame["fields"])
        for part in frame["parts"]:
            # A message of DTLS that was put together has the header of its first fragment once more.
            together = part["kind"] == "message" and "dtls.handshake.sequence" in {
                field["about"] for field in fields_of(part["fields"])
            }
            yield from (
                field for field in fields_of(part["fields"]) if not (together and field["about"] == "tls.handshake.type")
            )

    def numbers(self):
        """For each frame: a sorted list of (about, number)."""
        rows = []
        for frame in self.frames:
            row = []
            for field in self.fields(frame):
                about = "cipher_suite" if field["about"].endswith(".cipher_suite") else field["about"]
                if about in PAIRS.values() and field["size"] > 0 and field["label"] != "Alert":
                    row.append((about, number(field["value"])))
            rows.append(sorted(row))
        return rows

    def values(self, about):
        return [
            field["value"] for frame in self.frames for field in self.fields(frame) if field["about"] == about
        ]


def tshark_numbers(path):
    command = ["tshark", "-r", path, "-n", "-T", "fields", "-E", "separator=;", "-E", "occurrence=a"]
    names = []
    for protocol in ("tls", "dtls"):
        for name in PAIRS:
            names.append((f"{protocol}.{name}", PAIRS[name]))
    names.append(("tls.record.opaque_type", PAIRS["record.content_type"]))
    for name, _ in names:
        command += ["-e", name]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = []
    for line in out.splitlines():
        row = []
        for (_, about), column in zip(names, line.split(";")):
            row += [(about, int(value, 0)) for value in column.split(",") if value]
        rows.append(sorted(row))
    return rows


def run_client(command, said=b"hello\n", seconds=10):
    """A client that says something and reads until the server closes."""
    client = subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        return client.communicate(said, timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        client.kill()
        return client.communicate()[0]


def talk(server, client, datagram=False, said=b"hello\n", seconds=10):
    """Runs two programs with a relay between them. PORT stands for the port in both commands."""
    port = free_port(datagram)
    serving = subprocess.Popen(
        [str(word).replace("PORT", str(port)) for word in server],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        if datagram:
            subprocess.run(["sleep", "0.3"], check=True)
        else:
            wait_for_port(port)
        relay = Relay(port, datagram)
        run_client([str(word).replace("PORT", str(relay.port)) for word in client], said, seconds)
        return relay.wait()
    finally:
        serving.kill()
        serving.wait()


OPENSSL_CLIENT = ["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-servername", "openmv", "-ign_eof"]


def openssl(options_of_server, options_of_client=(), key=P256, **rest):
    # s_server -www answers one request and closes.
    server = ["openssl", "s_server", "-accept", "PORT", "-www", "-cert", key[0], "-key", key[1], *options_of_server]
    return talk(server, [*OPENSSL_CLIENT, *options_of_client], said=b"GET / HTTP/1.0\r\n\r\n", **rest)


def gnutls(priority, options=(), client_options=(), key=P256):
    server = ["gnutls-serv", "--quiet", "--http", "--port", "PORT", "--priority", priority, *options]
    server += ["--x509certfile", key[0], "--x509keyfile", key[1]]
    client = ["gnutls-cli", "--insecure", "--priority", priority, "--port", "PORT", *client_options, "127.0.0.1"]
    return talk(server, client, said=b"GET / HTTP/1.0\r\n\r\n")


WEAK = ["-cipher", "ALL:COMPLEMENTOFALL@SECLEVEL=0"]


def weak(suite):
    return ["-cipher", f"{suite}:@SECLEVEL=0"]


class Captures(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.writer = CaptureWriter()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "capture.pcapng")
        self.names = []  # the conversation of each frame
        self.count = 0
        self.not_for_tshark = set()

    def add(self, name, pieces, port=443, **rest):
        self.assertGreater(len(pieces), 1, f"{name}: the two programs did not talk")
        self.count += 1
        self.writer.add_conversation(self.count, port, pieces, **rest)
        self.names += [name] * (self.writer.frames - len(self.names))

    def add_alone(self, name, pieces):
        """Adds the TLS of a conversation once more, without what was said before it."""
        # The ClientHello may have come in one piece with what the client said before it.
        hello = b"\x16\x03\x01"
        first = next(at for at, (from_client, data) in enumerate(pieces) if from_client and hello in data)
        data = pieces[first][1]
        self.not_for_tshark.add(name)
        self.add(f"{name} alone", [(True, data[data.index(hello) :]), *pieces[first + 1 :]])

    def compare(self):
        """Compares frame by frame with tshark; returns what we read."""
        self.writer.write(self.path)
        ours = Dissected(self.path)
        rows = ours.numbers()
        theirs = tshark_numbers(self.path)
        self.assertEqual(len(rows), len(theirs))
        for frame, (mine, other) in enumerate(zip(rows, theirs)):
            if self.names[frame] in self.not_for_tshark:
                continue
            with self.subTest(self.names[frame], frame=frame + 1):
                self.assertEqual(mine, other)
        self.assertGreater(sum(map(len, rows)), 5 * self.count)
        # Tshark does not recognize these behind another protocol, but it has seen the same without one.
        for name in self.not_for_tshark:
            with self.subTest(name):
                found = [[row for row, of in zip(rows, self.names) if of == wanted and row] for wanted in (name, f"{name} alone")]
                self.assertEqual(*found)
                self.assertTrue(found[0])
        return ours

    def test_openssl(self):
        for version in ("-tls1", "-tls1_1", "-tls1_2", "-tls1_3"):
            self.add(f"openssl {version}", openssl([version, *WEAK], [version, *WEAK]))
        for suite in ("AES128-SHA", "AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305", "DHE-RSA-AES128-CCM8"):
            self.add(suite, openssl(["-tls1_2", *weak(suite)], weak(suite), key=RSA))
        self.add("ADH", openssl(["-tls1_2", *weak("ADH-AES128-SHA256")], weak("ADH-AES128-SHA256")))
        psk = ["-psk", "0011223344556677", *weak("PSK-AES128-GCM-SHA256")]
        self.add("PSK", openssl(["-tls1_2", "-nocert", *psk], psk))
        own = ["-cert", P256[0], "-key", P256[1]]
        for version in ("-tls1_2", "-tls1_3"):
            self.add(f"mutual {version}", openssl([version, "-Verify", "1"], own))
        self.add("refused", openssl(["-tls1_2"], ["-tls1_3"]))
        self.add("retry", openssl(["-groups", "P-384"], ["-groups", "X25519:P-384"]))
        ours = self.compare()
        self.assertIn("ECDSA with SHA-256 (0x0403, in TLS 1.3 ecdsa_secp256r1_sha256)",
                      ours.values("tls.server_key_exchange.scheme"))

    def test_suite_without_encryption(self):
        self.add("NULL", openssl(["-tls1_2", *weak("NULL-SHA256")], weak("NULL-SHA256"), key=RSA))
        self.writer.write(self.path)
        ours = Dissected(self.path)
        self.assertIn("TLS_RSA_WITH_NULL_SHA256 (0x003b)", ours.values("tls.server_hello.cipher_suite"))
        self.assertGreater(len(ours.values("tls.sealed.null")), 2)
        self.assertEqual(ours.values("tls.sealed.handshake"), [])

    def test_signature_of_sha512_with_p256(self):
        both = ["-tls1_2", "-sigalgs", "ECDSA+SHA512"]
        self.add("0x0603", openssl(both, both))
        ours = self.compare()
        meaning = "ECDSA with SHA-512 (0x0603, in TLS 1.3 ecdsa_secp521r1_sha512)"
        self.assertEqual(ours.values("tls.server_key_exchange.scheme"), [meaning])
        self.assertEqual(ours.values("tls.extension.signature_algorithms.scheme")[-1], meaning)

    def test_gnutls_and_curl(self):
        for version in ("TLS1.0", "TLS1.1", "TLS1.2", "TLS1.3"):
            priority = f"NORMAL:-VERS-ALL:+VERS-{version}:+SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1"
            self.add(f"gnutls {version}", gnutls(priority))
        self.add("packed certificate", gnutls("NORMAL", ["--compress-cert=zlib"], ["--compress-cert=zlib"]))
        for version in ("1.2", "1.3"):
            server = ["openssl", "s_server", "-accept", "PORT", "-www", "-cert", P256[0], "-key", P256[1]]
            client = ["curl", "--silent", "--insecure", f"--tlsv{version}", "--tls-max", version, "https://127.0.0.1:PORT/"]
            self.add(f"curl {version}", talk(server, client))
        self.compare()

    def test_datagrams(self):
        for version in ("-dtls1", "-dtls1_2"):
            server = ["openssl", "s_server", version, "-quiet", "-accept", "PORT", *WEAK, "-cert", P256[0], "-key", P256[1]]
            client = [*OPENSSL_CLIENT, version, *WEAK]
            pieces = talk(server, client, datagram=True, seconds=1)
            self.add(f"openssl {version}", pieces, port=4433, datagram=True)
        self.compare()

    def test_tls_behind_other_protocols(self):
        talks = {
            "SMTP": (preface_server.smtp, 25, "smtp", "SMTP, until its STARTTLS"),
            "IMAP": (preface_server.imap, 143, "imap", "IMAP, until its STARTTLS"),
            "POP3": (preface_server.pop3, 110, "pop3", "POP3, until its STLS"),
            "FTP": (preface_server.ftp, 21, "ftp", "FTP, until its AUTH TLS"),
            "NNTP": (preface_server.nntp, 119, "nntp", "NNTP, until its STARTTLS"),
            "ManageSieve": (preface_server.sieve, 4190, "sieve", "ManageSieve, until its STARTTLS"),
            "XMPP": (preface_server.xmpp, 5222, "xmpp", "XMPP, until its starttls"),
            "LDAP": (preface_server.ldap, 389, "ldap", "LDAP, until its StartTLS"),
            "MySQL": (preface_server.mysql, 3306, "mysql", "MySQL, until its SSLRequest"),
            "PostgreSQL": (preface_server.postgres, 5432, "postgres", "PostgreSQL, until its SSLRequest"),
        }
        for name, (speak, port, option, _) in talks.items():
            server = preface_server.PrefaceServer(speak, *P256)
            relay = Relay(server.port)
            run_client(["openssl", "s_client", "-connect", f"127.0.0.1:{relay.port}", "-starttls", option, "-ign_eof"])
            self.add(name, relay.wait(), port=port)
            if name == "MySQL":  # tshark wants more of the server's greeting
                self.add_alone(name, relay.pieces)
        proxies = {
            "SOCKS 5": (preface_server.socks5, 1080, ["--socks5"]),
            "SOCKS 4": (preface_server.socks4, 1080, ["--socks4"]),
            "HTTP": (preface_server.connect, 8080, ["--proxytunnel", "--proxy"]),
        }
        for name, (speak, port, options) in proxies.items():
            server = preface_server.PrefaceServer(speak, *P256)
            relay = Relay(server.port)
            run_client(["curl", "--silent", "--insecure", *options, f"127.0.0.1:{relay.port}", "https://127.0.0.1:80/"])
            self.add(name, relay.wait(), port=port)
            self.add_alone(name, relay.pieces)
        ours = self.compare()
        said = [text.removesuffix("; TLS begins here") for text in ours.values("tls.preface")]
        expected = [row[3] for row in talks.values()] + [f"{name}, until its CONNECT" for name in proxies]
        self.assertEqual(said, expected)

    def test_links(self):
        pieces = openssl(["-tls1_2"])
        for link in LINKS:
            for version in (4, 6):
                if link == "raw-ipv4" and version == 6:
                    continue
                self.add(f"{link}, IPv{version}", pieces, link=link, version=version)
        ours = self.compare()
        for frame, name in zip(ours.frames, self.names):
            with self.subTest(name, frame=frame["number"]):
                ipv6 = name.endswith("6")
                self.assertIn("2001:db8" if ipv6 else "10.0.", frame["source"])
                self.assertIn(frame["protocol"], ("TCP", "TLS"))

    def test_hello_of_ssl_2(self):
        suites = bytes.fromhex("00002f 000035 0000ff".replace(" ", ""))
        hello = b"\x01\x03\x01" + len(suites).to_bytes(2, "big") + b"\0\0\0\x10" + suites + bytes(range(16))
        port = free_port()
        command = ["openssl", "s_server", "-accept", str(port), "-cert", RSA[0], "-key", RSA[1], *WEAK]
        server = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  stdin=subprocess.PIPE)
        try:
            wait_for_port(port)
            relay = Relay(port)
            with socket.create_connection(("127.0.0.1", relay.port)) as client:
                client.sendall((0x8000 | len(hello)).to_bytes(2, "big") + hello)
                client.settimeout(5)
                client.recv(4096)
            pieces = relay.wait()
        finally:
            server.kill()
            server.wait()
        self.add("SSL 2.0", pieces)
        self.writer.write(self.path)
        ours = Dissected(self.path)
        self.assertEqual(ours.values("tls.old_hello.type"), ["ClientHello (1)"])
        self.assertIn("TLS_RSA_WITH_AES_128_CBC_SHA (0x002f)", ours.values("tls.client_hello.cipher_suite"))
        self.assertEqual(ours.values("tls.server_hello.version"), ["TLS 1.0 (0x0301)"])
        shown = subprocess.run(["tshark", "-r", self.path, "-Y", "tls"], capture_output=True, text=True, check=True).stdout
        self.assertIn("SSLv2", shown)

    def test_old_dtls_and_quic(self):
        hello = bytes.fromhex("0100") + bytes(32) + b"\0\0" + bytes.fromhex("0002002f0100")
        message = b"\x01" + len(hello).to_bytes(3, "big") + b"\0\0\0\0\0" + len(hello).to_bytes(3, "big") + hello
        record = b"\x16\x01\x00" + bytes(8) + len(message).to_bytes(2, "big") + message
        change = b"\x14\x01\x00" + bytes(7) + b"\x01" + b"\x00\x03\x01\x00\x02"
        self.add("DTLS 0x0100", [(True, record), (True, change)], port=4433, datagram=True)
        initial = b"\xc3\0\0\0\x01\x08" + bytes(range(8)) + b"\0\0\x44\xd0" + bytes(1232)
        negotiation = b"\x80\0\0\0\0\0\x08" + bytes(range(8)) + b"\0\0\0\x01\x6b\x33\x43\xcf"
        self.add("QUIC", [(True, initial), (False, negotiation)], datagram=True)
        self.writer.write(self.path)
        ours = Dissected(self.path)
        self.assertEqual([frame["protocol"] for frame in ours.frames], ["DTLS", "DTLS", "QUIC", "QUIC"])
        self.assertIn("DTLS before RFC 4347 (0x0100)", ours.values("tls.record.version"))
        self.assertEqual(ours.values("quic.version")[0], "version 1 (0x00000001)")
        self.assertIn("out of the scope", ours.values("quic.content")[0])
        shown = subprocess.run(["tshark", "-r", self.path, "-T", "fields", "-e", "frame.protocols"],
                               capture_output=True, text=True, check=True).stdout.splitlines()
        self.assertTrue(all("dtls" in line for line in shown[:2]) and all("quic" in line for line in shown[2:]), shown)


if __name__ == "__main__":
    TLSCAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
