#include "tests/diagnosis/plan.h"

namespace tlscam {
namespace {

const std::string kOnline = R"(lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
)";

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::string indented(const std::string& code) {
  std::string result;
  std::size_t at = 0;
  while (at < code.size()) {
    const std::size_t end = std::min(code.find('\n', at), code.size() - 1);
    result += "    " + code.substr(at, end + 1 - at);
    at = end + 1;
  }
  return result;
}

CertificateSpec spec_of(const std::string& name, const std::string& key) {
  CertificateSpec spec;
  spec.common_name = name;
  spec.key = key;
  spec.not_before = days_away(-30);
  spec.not_after = days_away(335);
  return spec;
}

Identity identity_of(Draw& draw, const std::string& name, Chain chain, const std::string& key) {
  Identity identity;
  identity.chain = chain;
  identity.leaf_spec = spec_of(name, key);
  identity.root_spec =
      spec_of(draw.one_of<std::string>({"Garden Root", "Home CA", "MyOrg Root"}), "prime256v1");
  identity.root_spec.not_after = days_away(3650);
  identity.root_spec.basic_constraints = "critical,CA:TRUE";
  identity.middle_spec = spec_of(draw.one_of<std::string>({"Shed Issuing", "Plant 4 Issuing"}), "prime256v1");
  identity.middle_spec.basic_constraints = "critical,CA:TRUE";
  return identity;
}

void issue_all(Identity& identity) {
  if (identity.chain == Chain::self_signed) {
    identity.leaf = issue(identity.leaf_spec);
    return;
  }
  identity.root = issue(identity.root_spec);
  const IssuedCertificate* signer = &identity.root;
  if (identity.chain == Chain::intermediate) {
    identity.middle = issue(identity.middle_spec, signer);
    signer = &identity.middle;
  }
  identity.leaf = issue(identity.leaf_spec, signer);
}

void put(EndPlan& end) {
  end.files[end.cert_file] = end.identity.leaf.der;
  end.files[end.key_file] = end.identity.leaf.key_der();
  if (end.identity.chain == Chain::intermediate) end.files[end.middle_file] = end.identity.middle.der;
}

// `tls` takes the bytes of files where `ssl` takes their names.
const std::string kRead = R"(def read(name):
    with open(name, "rb") as file:
        return file.read()
)";

std::string file_argument(const std::string& file, bool datagrams) {
  return datagrams ? "read(" + quoted(file) + ")" : quoted(file);
}

std::string loading(const EndPlan& end, bool datagrams) {
  const std::string key = file_argument(end.key_file, datagrams) + ")\n";
  std::string code = "context.load_cert_chain(" + file_argument(end.cert_file, datagrams) + ", " + key;
  if (end.identity.chain == Chain::intermediate)
    code += "context.load_cert_chain(" + file_argument(end.middle_file, datagrams) + ", " + key;
  return code;
}

std::string verifying(Draw& draw, const std::string& anchor, bool datagrams) {
  const std::string mode = "context.verify_mode = ssl.CERT_REQUIRED\n";
  if (datagrams) return mode + "context.load_verify_locations(" + file_argument(anchor, true) + ")\n";
  if (draw.coin()) return mode + "context.load_verify_locations(cafile=" + quoted(anchor) + ")\n";
  return mode + "with open(" + quoted(anchor) +
         ", \"rb\") as file:\n    context.load_verify_locations(cadata=file.read())\n";
}

const std::string kServeTls = R"(listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
)";
const std::string kServeDtls = R"(sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 5684))
_, peer = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(peer)
sock.setblocking(False)
)";
const std::string kWrapDtlsServer = R"(conn = None
while not conn:
    try:
        conn = context.wrap_socket(sock, server_side=True, client_id=repr(peer).encode())
    except OSError as error:
        if error.args[0] != -27264:
            raise
)";

void write_scripts(Draw& draw, Plan& plan) {
  Script& server = plan.server.script;
  Script& client = plan.client.script;
  const std::string protocol = plan.datagrams ? "DTLS" : "TLS";
  for (Script* script : {&server, &client}) {
    script->imports = "import network, ntptime, socket, ssl, time, tls\n";
    script->online = kOnline;
    script->clock = "ntptime.settime()\n";
  }
  const std::string module = plan.datagrams ? "tls" : "ssl";
  if (plan.datagrams) {
    server.imports += kRead;
    client.imports += kRead;
  }
  server.context = "context = " + module + ".SSLContext(ssl.PROTOCOL_" + protocol + "_SERVER)\n";
  server.load = loading(plan.server, plan.datagrams);
  if (plan.mutual) server.verify = verifying(draw, plan.server.anchor_file, plan.datagrams);
  server.open = plan.datagrams ? kServeDtls : kServeTls;
  server.wrap = plan.datagrams ? kWrapDtlsServer : "conn = context.wrap_socket(sock, server_side=True)\n";
  server.talk = plan.datagrams ? "print(\"connected\")\n"
                               : "print(conn.readline())\nconn.write(b\"welcome\\n\")\nconn.close()\n";
  client.clock += "time.sleep(1)\n";
  client.context = "context = " + module + ".SSLContext(ssl.PROTOCOL_" + protocol + "_CLIENT)\n";
  if (plan.mutual) client.load = loading(plan.client, plan.datagrams);
  client.verify = verifying(draw, plan.client.anchor_file, plan.datagrams);
  client.open = plan.datagrams ? "sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nsock.connect(" +
                                     plan.address + ")\nsock.setblocking(False)\n"
                               : "sock = socket.socket()\nsock.connect(" + plan.address + ")\n";
  client.wrap = "conn = context.wrap_socket(sock, server_hostname=" + quoted(plan.asked) + ")\n";
  client.talk = plan.datagrams ? "print(\"connected\")\n"
                               : "conn.write(b\"hello\\n\")\nprint(conn.readline())\nconn.close()\n";
  server.catches = draw.coin();
  client.catches = draw.coin();
}

}  // namespace

std::string Script::text() const {
  std::string end = wrap + talk;
  if (catches) end = "try:\n" + indented(end) + "except Exception as error:\n    print(repr(error))\n";
  return imports + online + clock + context + load + verify + options + open + end;
}

Plan draw_plan(Draw& draw, const Shape& shape) {
  const std::vector<std::string> kinds{"prime256v1", "prime256v1", "secp384r1", "rsa:2048"};
  Plan plan;
  plan.datagrams = shape.datagrams.value_or(draw.below(4) == 0);
  plan.client_is_victim = shape.client_is_victim.value_or(!plan.datagrams && draw.below(3) == 0);
  if (plan.client_is_victim) plan.datagrams = false;
  plan.mutual = plan.client_is_victim || (!plan.datagrams && draw.below(4) == 0);
  plan.server.camera = draw.one_of<std::string>({"openmv", "gate", "door-7"});
  plan.client.camera = draw.one_of<std::string>({"cam2", "watcher", "porch"});
  for (EndPlan* end : {&plan.server, &plan.client}) {
    const bool is_victim = end == &plan.victim();
    const auto chain = static_cast<Chain>(draw.below(3));
    const std::string& key = draw.one_of(kinds);
    end->identity = identity_of(draw, end->camera, is_victim && shape.chain ? *shape.chain : chain,
                                is_victim && !shape.key.empty() ? shape.key : key);
    const std::string name = end == &plan.server ? draw.one_of<std::string>({"server", "front", "web"})
                                                 : draw.one_of<std::string>({"client", "mine", "device"});
    end->cert_file = name + ".der";
    end->key_file = name + draw.one_of<std::string>({"-key.der", ".key"});
    end->middle_file = draw.one_of<std::string>({"middle.der", "issuing.der"});
    end->anchor_file = draw.one_of<std::string>({"ca.der", "root.der", "trusted.der"});
  }
  plan.asked = plan.server.camera;
  plan.server.identity.leaf_spec.names = "DNS:" + plan.asked + ",IP:192.168.1.50";
  const std::string port = plan.datagrams ? "5684" : "8443";
  plan.address = draw.coin() ? "(\"192.168.1.50\", " + port + ")"
                             : "socket.getaddrinfo(" + quoted(plan.asked) + ", " + port + ")[0][-1]";
  plan.scene.run_for = std::chrono::minutes(4);
  write_scripts(draw, plan);
  return plan;
}

void make_files(Plan& plan) {
  issue_all(plan.server.identity);
  if (plan.mutual) issue_all(plan.client.identity);
  const auto anchor = [](const Identity& identity) {
    return identity.chain == Chain::self_signed ? identity.leaf.der : identity.root.der;
  };
  put(plan.server);
  plan.client.files[plan.client.anchor_file] = anchor(plan.server.identity);
  if (plan.mutual) {
    put(plan.client);
    plan.server.files[plan.server.anchor_file] = anchor(plan.client.identity);
  }
  for (const auto& change : plan.on_files) change(plan);
}

}  // namespace tlscam
