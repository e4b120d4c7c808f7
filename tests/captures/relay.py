"""Stands between two real programs on the loopback interface, and keeps what they say."""

import selectors
import socket
import threading
import time


class Relay:
    """Forwards connections (or datagrams) to a server; `pieces` has (from_client, bytes) in order."""

    def __init__(self, server_port: int, datagram=False):
        self.pieces = []
        self.server_port = server_port
        self.datagram = datagram
        self.done = threading.Event()
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if datagram else socket.SOCK_STREAM)
        self.listener.bind(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        if not datagram:
            self.listener.listen()
        self.thread = threading.Thread(target=self.relay_datagrams if datagram else self.relay_stream, daemon=True)
        self.thread.start()

    def relay_stream(self):
        client, _ = self.listener.accept()
        server = socket.create_connection(("127.0.0.1", self.server_port))
        poll = selectors.DefaultSelector()
        poll.register(client, selectors.EVENT_READ, (True, server))
        poll.register(server, selectors.EVENT_READ, (False, client))
        while poll.get_map():
            for key, _ in poll.select():
                from_client, other = key.data
                try:
                    data = key.fileobj.recv(65536)
                except OSError:
                    data = b""
                if data:
                    self.pieces.append((from_client, data))
                try:
                    if data:
                        other.sendall(data)
                    else:
                        other.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
                if not data:
                    poll.unregister(key.fileobj)
        client.close()
        server.close()
        self.done.set()

    def relay_datagrams(self):
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.connect(("127.0.0.1", self.server_port))
        client = None
        poll = selectors.DefaultSelector()
        poll.register(self.listener, selectors.EVENT_READ)
        poll.register(server, selectors.EVENT_READ)
        while not self.done.is_set():
            for key, _ in poll.select(timeout=0.1):
                try:
                    if key.fileobj is self.listener:
                        data, client = self.listener.recvfrom(65536)
                        self.pieces.append((True, data))
                        server.send(data)
                    else:
                        data = server.recv(65536)
                        self.pieces.append((False, data))
                        self.listener.sendto(data, client)
                except OSError:
                    pass

    def wait(self):
        if self.datagram:
            self.done.set()
        self.thread.join(timeout=10)
        return self.pieces


def wait_for_port(port: int, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nobody listens on port {port}")


def free_port(datagram=False) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM if datagram else socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
