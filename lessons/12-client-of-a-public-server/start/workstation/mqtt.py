# A small client of MQTT 3.1.1, used as umqtt.simple is: it connects, publishes with QoS 0 and 1, and says good-bye.
# With ssl=True it makes a connection of its own, as such libraries do; ssl may also be an SSLContext of yours.
import socket, ssl as ssl_module, struct


class MQTTException(Exception):
    pass


def _text(text):
    if isinstance(text, str):
        text = text.encode()
    return struct.pack("!H", len(text)) + text


class MQTTClient:
    def __init__(self, client_id, server, port=0, user=None, password=None, keepalive=0, ssl=None, ssl_params={}):
        self.client_id, self.server, self.port = client_id, server, port or (8883 if ssl else 1883)
        self.user, self.password, self.keepalive = user, password, keepalive
        self.ssl, self.ssl_params, self.last_id = ssl, ssl_params, 0

    def _send(self, first, content):
        length, head = len(content), bytearray([first])
        while length > 127:
            head.append(length & 127 | 128)
            length >>= 7
        head.append(length)
        self.sock.write(bytes(head) + content)

    def _wait_for(self, first):
        head = self.sock.read(2)
        if not head or head[0] != first:
            raise MQTTException("the broker has ended the connection")
        return self.sock.read(head[1])

    def connect(self):
        self.sock = socket.socket()
        self.sock.connect(socket.getaddrinfo(self.server, self.port)[0][-1])
        if self.ssl is True:
            self.sock = ssl_module.wrap_socket(self.sock, **self.ssl_params)
        elif self.ssl:
            self.sock = self.ssl.wrap_socket(self.sock, server_hostname=self.server)
        flags, more = 2, b""
        if self.user is not None:
            flags, more = 0xC2, _text(self.user) + _text(self.password)
        self._send(0x10, _text("MQTT") + struct.pack("!BBH", 4, flags, self.keepalive) + _text(self.client_id) + more)
        code = self._wait_for(0x20)[1]
        if code:
            raise MQTTException("refused with code %d" % code)

    def publish(self, topic, message, qos=0):
        if qos == 0:
            self._send(0x30, _text(topic) + message)
            return
        self.last_id += 1
        self._send(0x32, _text(topic) + struct.pack("!H", self.last_id) + message)
        self._wait_for(0x40)

    def disconnect(self):
        self._send(0xE0, b"")
        self.sock.close()
