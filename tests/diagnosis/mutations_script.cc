// Scripts that do not do what their author meant.
#include "tests/diagnosis/mutation.h"

namespace tlscam {
namespace {

const Shape kAny;
const Shape kTls{.datagrams = false, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kDtls{.datagrams = true, .client_is_victim = false, .chain = {}, .key = {}};
const Shape kMutual{.datagrams = false, .client_is_victim = true, .chain = {}, .key = {}};

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> kMutations{
      {"the network was never switched on",
       kAny,
       [](Plan& plan, Draw& draw) {
         (draw.coin() ? plan.client : plan.server).script.online = "";
         plan.client.script.clock = "time.sleep(1)\nsocket.getaddrinfo(\"gate\", 8443)\n";
         plan.server.script.clock = "socket.getaddrinfo(\"gate\", 8443)\n";
         plan.client.script.online = plan.server.script.online = "";
       },
       {"no-network"}},
      {"the script does not wait for an address",
       kAny,
       [](Plan& plan, Draw&) {
         for (EndPlan* end : {&plan.client, &plan.server})
           end->script.online = "lan = network.LAN()\nlan.active(True)\n";
       },
       {"no-network"}},
      {"the clock was never set",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.clock = "time.sleep(2)\n"; },
       {"clock-behind"}},
      {"the server's clock was never set",
       kMutual,
       [](Plan& plan, Draw&) { plan.server.script.clock = ""; },
       {"clock-behind"}},
      {"a DTLS client's clock was never set",
       kDtls,
       [](Plan& plan, Draw&) { plan.client.script.clock = "time.sleep(2)\n"; },
       {"clock-behind"}},
      {"no server_hostname",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.wrap = "conn = context.wrap_socket(sock)\n"; },
       {"no-server-hostname"}},
      {"no server_hostname with DTLS",
       kDtls,
       [](Plan& plan, Draw&) { plan.client.script.wrap = "conn = context.wrap_socket(sock)\n"; },
       {"no-server-hostname"}},
      {"CERT_NONE",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.verify = "context.verify_mode = ssl.CERT_NONE\n"; },
       {"verifies-nothing"}},
      {"CERT_OPTIONAL",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.verify = "context.verify_mode = ssl.CERT_OPTIONAL\n"; },
       {"verifies-nothing-optional"}},
      {"the server has no certificate",
       kTls,
       [](Plan& plan, Draw&) { plan.server.script.load = ""; },
       {"server-without-certificate"}},
      {"a DTLS server has no certificate",
       kDtls,
       [](Plan& plan, Draw&) { plan.server.script.load = ""; },
       {"server-without-certificate"}},
      {"the client shows no certificate",
       kMutual,
       [](Plan& plan, Draw&) { plan.client.script.load = ""; },
       {"no-client-certificate"}},
      {"the client says nothing in TLS",
       kTls,
       [](Plan& plan, Draw&) {
         plan.client.script.wrap = "";
         plan.client.script.talk = "sock.write(b\"GET / HTTP/1.0\\r\\n\\r\\n\")\nprint(sock.recv(100))\n";
       },
       {"not-tls"}},
      {"the server says nothing in TLS",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.wrap = "";
         plan.server.script.talk =
             "sock.recv(1000)\nsock.write(b\"HTTP/1.0 400 Bad Request\\r\\n\\r\\n\")\nsock.close()\n";
       },
       {"not-tls"}},
      {"the server hangs up",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.wrap = "";
         plan.server.script.talk = "sock.recv(1000)\nsock.close()\n";
       },
       {"hung-up"}},
      {"the server never wraps, and the client has a time limit",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.wrap = "";
         plan.server.script.talk = "time.sleep(30)\n";
         replace(plan.client.script.open, "sock = socket.socket()\n",
                 "sock = socket.socket()\nsock.settimeout(5)\n");
       },
       {"no-answer-in-time"}},
      {"the server never wraps, and the client waits",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.wrap = "";
         plan.server.script.talk = "time.sleep(100000)\n";
       },
       {"peer-never-answers"}},
      {"both ends read to the end",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.talk = "print(conn.read())\n";
         plan.client.script.talk = "print(conn.read())\n";
       },
       {"both-read-to-the-end"}},
      {"the server's script dies before it listens",
       kTls,
       [](Plan& plan, Draw&) { plan.server.script.options = "print(undefined)\n"; },
       {"server-script-ended"}},
      {"the server's script ends before the client comes",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.open = plan.server.script.wrap = "";
         plan.server.script.talk = "pass\n";
       },
       {"server-script-ended"}},
      {"the server's script has died of an earlier client",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.catches = false;
         plan.client.script.catches = false;
         replace(plan.client.script.clock, "time.sleep(1)\n",
                 "time.sleep(1)\nplain = socket.socket()\nplain.connect((\"192.168.1.50\", 8443))\n"
                 "plain.write(b\"GET / HTTP/1.0\\r\\n\\r\\n\")\ntime.sleep(2)\nplain.close()\n");
       },
       {"server-script-ended", "not-tls"}},
      {"the client asks another port",
       kTls,
       [](Plan& plan, Draw&) { replace(plan.client.script.open, "8443", "8444"); },
       {"nobody-listens"}},
      {"the server binds the port twice",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.options =
             "first = socket.socket()\nfirst.bind((\"0.0.0.0\", 8443))\nfirst.listen(1)\n";
       },
       {"port-in-use"}},
      {"the client's heap is too small",
       kTls,
       [](Plan& plan, Draw&) { plan.client.heap = 28u << 10; },
       {"out-of-memory"}},
      {"the client wraps as a server",
       kTls,
       [](Plan& plan, Draw&) {
         plan.client.script.wrap = "conn = context.wrap_socket(sock, server_side=True)\n";
       },
       {"no-server-hostname"}},
      {"the server wraps without server_side",
       kTls,
       [](Plan& plan, Draw&) {
         plan.mutual = false;
         plan.server.script.verify = "";
         plan.client.script.load = "";
         plan.server.script.wrap = "conn = context.wrap_socket(sock)\n";
       },
       {}},  // the context alone decides
      {"the server of a mutual handshake wraps without server_side",
       kMutual,
       [](Plan& plan, Draw&) { plan.server.script.wrap = "conn = context.wrap_socket(sock)\n"; },
       {"server-side-missing"}},
      {"no cipher suite in common",
       kTls,
       [](Plan& plan, Draw&) {
         plan.server.script.options =
             "context._context.set_ciphers([\"TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256\"])\n";
         plan.client.script.options =
             "context._context.set_ciphers([\"TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384\"])\n";
       },
       {"nothing-in-common", "suite-needs-another-key"}},
      {"a cipher suite that needs another kind of key",
       {.datagrams = false, .client_is_victim = false, .chain = {}, .key = "prime256v1"},
       [](Plan& plan, Draw&) {
         plan.client.script.options =
             "context._context.set_ciphers([\"TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384\"])\n";
       },
       {"suite-needs-another-key", "nothing-in-common"}},
      // --- modules that this camera does not have
      {"the script imports requests",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.imports += "import requests\n"; },
       {"module-not-simulated"}},
      {"the script dims a lamp",
       kTls,
       [](Plan& plan, Draw&) {
         plan.client.script.imports += "import machine\nmachine.PWM(machine.Pin(\"P7\"), freq=50)\n";
       },
       {"buses-not-simulated"}},
      {"the script names a pin that there is not",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.imports += "import machine\nmachine.Pin(\"PA5\")\n"; },
       {"no-such-pin"}},
      {"the script imports csi",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.imports += "import csi\n"; },
       {"module-not-simulated"}},
      {"the script imports mqtt",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.imports += "import mqtt\n"; },
       {"module-not-simulated"}},
      {"the script imports a module that nobody has",
       kTls,
       [](Plan& plan, Draw&) { plan.client.script.imports += "import my_secrets\n"; },
       {"module-missing"}},
      {"set_ciphers() of the module ssl",
       kTls,
       [](Plan& plan, Draw&) {
         plan.client.script.options = "context.set_ciphers([\"TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384\"])\n";
       },
       {"ssl-lacks-it"}},
      {"a native function",
       kTls,
       [](Plan& plan, Draw&) {
         plan.client.script.imports += "@micropython.native\ndef add(a, b):\n    return a + b\n";
       },
       {"no-native-code"}},
      // --- DTLS
      {"client_id for the module ssl",
       kDtls,
       [](Plan& plan, Draw&) {
         plan.server.script.context = "context = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)\n";
       },
       {"ssl-has-no-client-id"}},
      {"a DTLS server without client_id",
       kDtls,
       [](Plan& plan, Draw&) { replace(plan.server.script.wrap, ", client_id=repr(peer).encode()", ""); },
       {"dtls-server-without-client-id"}},
      {"a DTLS server wraps once",
       kDtls,
       [](Plan& plan, Draw&) {
         plan.server.script.wrap =
             "conn = context.wrap_socket(sock, server_side=True, client_id=repr(peer).encode())\n";
       },
       {"dtls-cookie"}},
      {"a DTLS server makes its context anew",
       kDtls,
       [](Plan& plan, Draw&) {
         Script& script = plan.server.script;
         script.wrap =
             "conn = None\nfor attempt in range(8):\n    context = tls.SSLContext(ssl.PROTOCOL_DTLS_SERVER)\n"
             "    context.load_cert_chain(read(\"" +
             plan.server.cert_file + "\"), read(\"" + plan.server.key_file +
             "\"))\n    try:\n        conn = context.wrap_socket(sock, server_side=True, "
             "client_id=repr(peer).encode())\n    except OSError as error:\n        print(error)\n";
       },
       {"dtls-context-made-again"}},
      {"a DTLS server listens",
       kDtls,
       [](Plan& plan, Draw&) { replace(plan.server.script.open, "_, peer", "sock.listen(1)\n_, peer"); },
       {"dtls-listens"}},
      {"a DTLS client blocks",
       kDtls,
       [](Plan& plan, Draw&) {
         replace(plan.client.script.open, "sock.setblocking(False)\n", "");
         plan.server.script.open = "time.sleep(100000)\n";
       },
       {"dtls-blocking-socket", "dtls-no-answer"}},
      {"a DTLS server is silent",
       kDtls,
       [](Plan& plan, Draw&) { plan.server.script.open = "time.sleep(100000)\n"; },
       {"dtls-no-answer"}},
      {"a DTLS client asks another port",
       kDtls,
       [](Plan& plan, Draw&) { replace(plan.client.script.open, "5684", "5685"); },
       {"dtls-no-answer", "nobody-listens"}},
      {"a TLS client for a DTLS server",
       kDtls,
       [](Plan& plan, Draw&) {
         plan.client.script.context = "context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n";
         plan.client.script.open = "sock = socket.socket()\nsock.connect((\"192.168.1.50\", 5684))\n";
       },
       {"nobody-listens"}},
  };
  return kMutations;
}

}  // namespace

std::span<const Mutation> script_mutations() {
  return mutations();
}

}  // namespace tlscam
