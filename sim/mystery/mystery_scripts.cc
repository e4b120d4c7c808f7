#include "sim/mystery/mystery_scripts.h"

#include <fmt/format.h>

namespace tlscam {
namespace {

const std::string kCable = R"(lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)

)";
const std::string kRadio = R"(wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("tlscam", "learn-tls")
for attempt in range(200):
    if wlan.isconnected():
        break
    time.sleep_ms(50)
print("Wi-Fi: connected", wlan.isconnected(), "status", wlan.status())

)";
const std::string kRead = R"(

def read(name):
    with open(name, "rb") as file:
        return file.read()

)";

const std::string kListen = R"(
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", PORT))
listener.listen(2)
print("listening at port", PORT)

)";
const std::string kAnswer = R"(while True:
    sock, peer = listener.accept()
    try:
        conn = context.wrap_socket(sock, server_side=True)
        print("asked:", conn.readline())
        conn.write(REPLY)
        conn.close()
    except (OSError, ValueError) as error:
        print("no connection:", repr(error))
        sock.close()
)";
const std::string kCall = R"(
sock = socket.socket()
sock.connect(socket.getaddrinfo(SERVER, PORT)[0][-1])
sock.settimeout(20)
)";
const std::string kAsk = R"(conn = context.wrap_socket(sock, server_hostname=SERVER)
conn.write(QUESTION)
print("answer:", conn.readline())
conn.close()
)";

const std::string kListenDatagrams = R"(
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", PORT))
print("waiting for datagrams at port", PORT)
_, peer = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(peer)
sock.setblocking(False)

)";
const std::string kAnswerDatagrams = R"(conn = None
while conn is None:
    try:
        conn = context.wrap_socket(sock, server_side=True, client_id=repr(peer).encode())
    except OSError as error:
        if error.errno != -27264:
            raise
        print("a cookie for", peer[0])

poller = select.poll()
poller.register(conn, select.POLLIN)
while poller.poll(8000):
    question = conn.recv(100)
    if question:
        print("asked:", question)
        conn.send(REPLY)
sock.close()
)";
const std::string kCallDatagrams = R"(
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(socket.getaddrinfo(SERVER, PORT)[0][-1])
sock.setblocking(False)
)";
const std::string kAskDatagrams = R"(conn = context.wrap_socket(sock, server_hostname=SERVER)
poller = select.poll()
poller.register(conn, select.POLLIN)
conn.send(QUESTION)
while not poller.poll(1000):
    conn.send(QUESTION)
print("answer:", conn.recv(100))
sock.close()
)";

// The module tls takes the bytes of files where ssl takes their names.
std::string argument(const MysterySetup& setup, const std::string& file) {
  return fmt::format(fmt::runtime(setup.shape.datagrams ? "read(\"{}\")" : "\"{}\""), file);
}

std::string loading(const MysterySetup& setup, const MysteryEnd& end) {
  const std::string key = argument(setup, end.base + "-key.der");
  std::string code =
      fmt::format("context.load_cert_chain({}, {})\n", argument(setup, end.base + ".der"), key);
  if (setup.shape.intermediate)
    code += fmt::format("context.load_cert_chain({}, {})\n", argument(setup, "issuing.der"), key);
  return code;
}

std::string verifying(const MysterySetup& setup) {
  return fmt::format("context.verify_mode = ssl.CERT_REQUIRED\ncontext.load_verify_locations({}{})\n",
                     setup.shape.datagrams ? "" : "cafile=", argument(setup, setup.anchor + ".der"));
}

}  // namespace

void write_scripts(MysterySetup& setup) {
  MysteryScript& server = setup.server.script;
  MysteryScript& client = setup.client.script;
  const bool datagrams = setup.shape.datagrams;
  const std::string module = datagrams ? "tls" : "ssl";
  const std::string protocol = datagrams ? "DTLS" : "TLS";

  server.title = fmt::format("# {} tells the {} to whoever asks.\n", setup.server.camera, setup.topic);
  client.title =
      fmt::format("# {} asks {} for the {}.\n", setup.client.camera, setup.server.camera, setup.topic);
  for (MysteryScript* script : {&server, &client}) {
    script->imports = "import network, ntptime, select, socket, ssl, time, tls\n";
    script->online = kCable;
  }
  server.imports += fmt::format("\nPORT = {}\nREPLY = b\"{}\\n\"\n\n", setup.port, setup.reply);
  client.imports += fmt::format("\nSERVER = \"{}\"\nPORT = {}\nQUESTION = b\"{}?\\n\"\n\n",
                                setup.server.camera, setup.port, setup.topic);
  if (setup.shape.radio) client.online = kRadio;
  if (setup.shape.mutual) server.clock = "ntptime.settime()\n";
  client.clock = "ntptime.settime()\ntime.sleep(2)  # the server needs a moment after power-up\n";

  server.context = fmt::format("context = {}.SSLContext(ssl.PROTOCOL_{}_SERVER)\n", module, protocol);
  server.load = loading(setup, setup.server);
  if (setup.shape.mutual) server.verify = verifying(setup);
  server.open = datagrams ? kListenDatagrams : kListen;
  server.talk = datagrams ? kAnswerDatagrams : kAnswer;

  client.context = fmt::format("context = {}.SSLContext(ssl.PROTOCOL_{}_CLIENT)\n", module, protocol);
  if (setup.shape.mutual) client.load = loading(setup, setup.client);
  client.verify = verifying(setup);
  client.open = datagrams ? kCallDatagrams : kCall;
  client.talk = datagrams ? kAskDatagrams : kAsk;
  if (datagrams) {
    server.context = kRead + server.context;
    client.context = kRead + client.context;
  }
}

std::string MysteryScript::text() const {
  return title + imports + online + clock + context + load + verify + options + open + talk;
}

std::string brief_of(const MysterySetup& setup) {
  const std::string& server = setup.server.camera;
  const std::string& client = setup.client.camera;
  std::string text = fmt::format(R"(How it is meant to be

Each camera runs its script from power-up on: it lies on its drive as main.py.

{0} runs {1}, listens at port {2} and tells the {3}.
{4} runs {5}, connects to the name {0} by {6}, and asks.
{4} believes only a certificate for the name {0}, signed by "{7}" ({8}.der).
{0} shows {9}.der, whose key is {9}-key.der.
)",
                                 server, setup.server.script.file, setup.port, setup.topic, client,
                                 setup.client.script.file, setup.shape.datagrams ? "DTLS" : "TLS",
                                 setup.authority.common_name, setup.anchor, setup.server.base);
  if (setup.shape.intermediate)
    text +=
        fmt::format("An authority in between, issuing.der, has signed it; {} shows that one, too.\n", server);
  if (setup.shape.mutual)
    text += fmt::format("{} asks for a certificate as well: {} shows {}.der, signed by the same authority.\n",
                        server, client, setup.client.base);
  if (setup.shape.radio)
    text += fmt::format("{} is in the Wi-Fi network \"tlscam\", whose key is learn-tls.\n", client);
  text += fmt::format("{} is on the same network and has nothing to do with it.\n", setup.bystander.camera);
  text += fmt::format(R"(
All files are on this computer; those of last year are in the folder old.
It worked last week. Now no answer comes.

For when you need a certificate anew:

openssl x509 -req -in {0}.csr -CA {1}.pem -CAkey {1}-key.pem -days 90 -copy_extensions copy -out {0}.pem
openssl x509 -in {0}.pem -outform DER -out {0}.der
)",
                      setup.server.base, setup.issuer());
  return text;
}

}  // namespace tlscam
