// Scripts that do not do what their author meant.
#include "sim/mystery/mystery_kinds.h"
#include "sim/words/mystery.h"

namespace tlscam {
namespace {

using enum MysteryPart;
using enum MysteryClue;

// It speaks plain HTTP to the server, soon after everything is switched on.
constexpr std::string_view kVisitor = R"(# A program that looks for web pages.
import network, socket, time

lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
time.sleep(1)

sock = socket.socket()
sock.connect(socket.getaddrinfo("SERVER", PORT)[0][-1])
sock.write(b"GET / HTTP/1.0\r\n\r\n")
time.sleep(1)
sock.close()
)";

void send_visitor(MysterySetup& setup) {
  std::string text(kVisitor);
  replace_once(text, "SERVER", setup.server.camera);
  replace_once(text, "PORT", std::to_string(setup.port));
  setup.bystander.script.file = "visit.py";
  setup.bystander.script.talk = std::move(text);
}

}  // namespace

std::vector<MysteryKind> script_mysteries() {
  return {
      {"clock-not-set",
       [] { return words<"mystery.clock_not_set">(); },
       client_script,
       {},
       {"clock-behind"},
       "",
       {},
       [](MysterySetup& setup) { replace_once(setup.client.script.clock, "ntptime.settime()\n", ""); }},
      {"no-server-hostname",
       [] { return words<"mystery.no_server_hostname">(); },
       client_script,
       {},
       {"no-server-hostname"},
       "",
       {},
       [](MysterySetup& setup) { replace_once(setup.client.script.talk, ", server_hostname=SERVER", ""); }},
      {"other-name-asked",
       [] { return words<"mystery.other_name_asked">(); },
       client_script,
       {},
       {"wrong-name"},
       "",
       {client_code},
       [](MysterySetup& setup) {
         const std::string other = setup.draw.one_of<std::string>({"camera", "server", "openmv"});
         replace_once(setup.client.script.talk, "server_hostname=SERVER",
                      "server_hostname=\"" + other + "\"");
       }},
      {"address-asked",
       [] { return words<"mystery.address_asked">(); },
       client_script,
       {},
       {"address-not-in-certificate"},
       "",
       {client_code},
       [](MysterySetup& setup) {
         replace_once(setup.client.script.imports, "SERVER = \"" + setup.server.camera + "\"",
                      "SERVER = \"192.168.1.50\"");
       }},
      {"name-misspelt",
       [] { return words<"mystery.name_misspelt">(); },
       client_script,
       {},
       {"name-not-found"},
       "",
       {client_code, look_up},
       [](MysterySetup& setup) {
         std::string name = setup.server.camera;
         name.insert(name.size() - 1, 1, name[name.size() - 2]);
         replace_once(setup.client.script.imports, "\"" + setup.server.camera + "\"", "\"" + name + "\"");
       }},
      {"anchor-not-loaded",
       [] { return words<"mystery.anchor_not_loaded">(); },
       client_script,
       {},
       {"no-trust-anchor"},
       "",
       {},
       [](MysterySetup& setup) {
         std::string& verify = setup.client.script.verify;
         verify.erase(verify.find('\n') + 1);
       }},
      {"other-port",
       [] { return words<"mystery.other_port">(); },
       client_script,
       {},
       {"nobody-listens"},
       "",
       {client_code, server_code},
       [](MysterySetup& setup) {
         const std::string port = std::to_string(setup.port);
         replace_once(setup.client.script.imports, "PORT = " + port,
                      "PORT = " + std::to_string(setup.port + setup.draw.between(1, 9)));
       }},
      {"cipher-for-rsa",
       [] { return words<"mystery.cipher_for_rsa">(); },
       client_script,
       {},
       {"suite-needs-another-key", "nothing-in-common"},
       "",
       {client_code},
       [](MysterySetup& setup) {
         setup.client.script.options =
             "context._context.set_ciphers([\"TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384\"])\n";
       }},
      {"no-wait-for-address",
       [] { return words<"mystery.no_wait_for_address">(); },
       client_script,
       {},
       {"no-network"},
       "",
       {},
       [](MysterySetup& setup) { setup.client.script.online = "lan = network.LAN()\nlan.active(True)\n\n"; }},
      {"client-talks-plain",
       [] { return words<"mystery.client_talks_plain">(); },
       client_script,
       {},
       {"not-tls"},
       "",
       {},
       [](MysterySetup& setup) {
         replace_once(setup.client.script.talk, "conn = context.wrap_socket(sock, server_hostname=SERVER)",
                      "conn = sock");
       }},
      {"server-without-certificate",
       [] { return words<"mystery.server_without_certificate">(); },
       server_script,
       {},
       {"server-without-certificate"},
       "",
       {server_code},
       [](MysterySetup& setup) { setup.server.script.load.clear(); }},
      {"server-for-itself",
       [] { return words<"mystery.server_for_itself">(); },
       server_script,
       {},
       {"nobody-listens"},
       "",
       {server_code},
       [](MysterySetup& setup) { replace_once(setup.server.script.open, "0.0.0.0", "127.0.0.1"); }},
      {"server-talks-plain",
       [] { return words<"mystery.server_talks_plain">(); },
       server_script,
       {},
       {"not-tls"},
       R"(\x16\x03)",
       {},
       [](MysterySetup& setup) {
         replace_once(setup.server.script.talk, "conn = context.wrap_socket(sock, server_side=True)",
                      "conn = sock");
         replace_once(setup.server.script.talk, "conn.readline()", "conn.recv(1000)");
       }},
      {"server-reads-to-the-end",
       [] { return words<"mystery.server_reads_to_the_end">(); },
       server_script,
       {},
       {"reads-to-the-end", "no-answer-in-time"},
       "",
       {server_code},
       [](MysterySetup& setup) { replace_once(setup.server.script.talk, "conn.readline()", "conn.read()"); }},
      {"server-not-started",
       [] { return words<"mystery.server_not_started">(); },
       restart,
       {},
       {"name-not-found", "nobody-listens", "nobody-at-address"},
       "",
       {},
       [](MysterySetup& setup) { setup.server.runs = false; }},
      {"server-died",
       [] { return words<"mystery.server_died">(); },
       restart,
       {},
       {"server-script-ended", "not-tls"},
       "",
       {},
       [](MysterySetup& setup) {
         replace_once(setup.server.script.talk,
                      "    except (OSError, ValueError) as error:", "    except MemoryError as error:");
         setup.client.script.clock += "time.sleep(4)\n";
         send_visitor(setup);
       }},
      {"client-certificate-not-loaded",
       [] { return words<"mystery.client_certificate_not_loaded">(); },
       client_script,
       {.mutual = true},
       {"no-client-certificate"},
       "",
       {},
       [](MysterySetup& setup) { setup.client.script.load.clear(); }},
      {"server-clock-not-set",
       [] { return words<"mystery.server_clock_not_set">(); },
       server_script,
       {.mutual = true},
       {"clock-behind"},
       "",
       {},
       [](MysterySetup& setup) { setup.server.script.clock.clear(); }},
      {"no-client-id",
       [] { return words<"mystery.no_client_id">(); },
       server_script,
       {.datagrams = true},
       {"dtls-server-without-client-id"},
       "",
       {server_code},
       [](MysterySetup& setup) {
         replace_once(setup.server.script.talk, ", client_id=repr(peer).encode()", "");
       }},
      {"cookie-not-awaited",
       [] { return words<"mystery.cookie_not_awaited">(); },
       server_script,
       {.datagrams = true},
       {"dtls-cookie"},
       "",
       {},
       [](MysterySetup& setup) { replace_once(setup.server.script.talk, "!= -27264", "!= -27265"); }},
      {"ssl-has-no-client-id",
       [] { return words<"mystery.ssl_has_no_client_id">(); },
       server_script,
       {.datagrams = true},
       {"ssl-has-no-client-id"},
       "",
       {},
       [](MysterySetup& setup) {
         replace_once(setup.server.script.context, "tls.SSLContext", "ssl.SSLContext");
       }},
  };
}

}  // namespace tlscam
