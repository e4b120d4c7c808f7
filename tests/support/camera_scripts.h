#pragma once

namespace tlscam {

/// Puts a camera into the network, with the right time. For the beginning of a script.
constexpr const char* kOnline = R"(
import network, ntptime, socket, ssl, time
lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(5)
ntptime.settime()
)";

/// A TLS server on port 8443 that greets every client: "hello " and the line that came. It follows kOnline,
/// and its certificate and key are server.der and server-key.der.
constexpr const char* kGreetingServer = R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(2)
print("listening")
while True:
    sock, _ = listener.accept()
    try:
        tls = context.wrap_socket(sock, server_side=True)
        line = tls.readline()
        print("received", line)
        if line:
            tls.write(b"hello " + line)
        tls.close()
    except OSError as error:
        print("failed:", repr(error))
        sock.close()
)";

}  // namespace tlscam
