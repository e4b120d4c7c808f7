// These tests check what fails in a TLS connection between two cameras, and what each side sees: text and
// number. The names are the rows of the project's table of failures. Here are those that cameras alone can
// produce:
//   03 04 05 06 07 08 08c 08e 08f 09 09b 10 10b 12 12b 13 13b 14b 14c 15 16 17 18 25 30 31 32 33 36 37 38 39
//   40 41 42 43 44 45 46 48.
// Files that do not even load (21 22 25b 26 26b 27b K1 K2) are in loading_test.cc; closing, asyncio, memory
// and names (01 31* 49 N1 N3 T1) in pitfalls_test.cc; DTLS (D1 D2 D4 D5 D6 D10) in datagrams_test.cc. Rows
// that need another TLS implementation (O1-O9, S3, S4) are in tests/interop.
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"
#include "tests/scenes/tls_failure_causes.h"

namespace tlscam {
namespace {

using nlohmann::json;

// `Side` is what one of the two scripts does. Each line of Python may be several.
struct Side {
  std::string setup;  ///< with `context`, before the connection
  std::string use;    ///< with `sock`, once connected; if empty, TLS and a line each way
};

struct Row {
  std::string id;
  Commands commands;
  Side server;
  Side client;
  std::string server_sees;  ///< the one line that it prints
  std::string client_sees;
  json services = json::object();
  json faults = json::array();
};

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.id;
}

const std::string kServerTls = R"(tls = context.wrap_socket(sock, server_side=True)
    line = tls.readline()
    tls.write(b"welcome\n")
    print("ok:", line)
)";

std::string client_tls(const std::string& name) {
  return "tls = context.wrap_socket(sock, server_hostname=" + name + R"()
    tls.write(b"hello\n")
    print("ok:", tls.readline())
)";
}

std::string server_script(const Row& row) {
  return "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n" + row.server.setup + R"(
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
sock, peer = listener.accept()
try:
    )" + (row.server.use.empty() ? kServerTls : row.server.use) +
         R"(
except Exception as error:
    print(repr(error))
finally:
    sock.close()
)";
}

std::string client_script(const Row& row) {
  return "context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\ncontext.verify_mode = ssl.CERT_REQUIRED\n" +
         row.client.setup + R"(
time.sleep(1)
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
try:
    )" + (row.client.use.empty() ? client_tls("\"openmv\"") : row.client.use) +
         R"(
except Exception as error:
    print(repr(error))
finally:
    sock.close()
)";
}

// --- certificates

const std::string kName = "-subj /CN=openmv -addext " + kOpenmv;
const std::string kNoAuthority =
    " -addext basicConstraints=critical,CA:FALSE";  // in addition to openssl's own, which says CA:TRUE

Commands one_certificate(const std::string& options = kName, const std::string& kind = "prime256v1") {
  return self_signed("server", options, kind);
}

Commands authority(const std::string& name = "ca") {
  return self_signed(name, "-subj /CN=" + name);
}

Commands by_authority(const std::vector<std::string>& more = {}, int days = 365) {
  std::vector<std::string> extensions{kOpenmv};
  extensions.insert(extensions.end(), more.begin(), more.end());
  return authority() + signed_by("ca", "server", extensions, days);
}

// `by_intermediate` makes an authority, another one that it has signed, and the server's certificate signed
// by that one.
Commands by_intermediate() {
  return authority() + signed_by("ca", "middle", {"basicConstraints=critical,CA:TRUE"}) +
         signed_by("middle", "server", {kOpenmv});
}

const std::string kServe = R"(context.load_cert_chain("server.der", "server-key.der"))";
const std::string kTrustServer = R"(context.load_verify_locations(cafile="server.der"))";
const std::string kTrustAuthority = R"(context.load_verify_locations(cafile="ca.der"))";
const std::string kShowClient = "\ncontext.load_cert_chain(\"client.der\", \"client-key.der\")";
const std::string kWantClient = kServe + "\ncontext.verify_mode = ssl.CERT_REQUIRED\n" + kTrustAuthority;

Commands with_client(Commands client) {
  return by_authority() + std::move(client);
}

// --- what they see

const std::string kServerOk = R"(ok: b'hello\n')";
const std::string kClientOk = R"(ok: b'welcome\n')";
const std::string kFatalAlert = "OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')";
const std::string kNoCipher = "OSError(-28160, 'MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE')";
const std::string kEcpVerify = "OSError(-19968, 'MBEDTLS_ERR_ECP_VERIFY_FAILED')";
const std::string kEof = "OSError(-29312, 'MBEDTLS_ERR_SSL_CONN_EOF')";
const std::string kFuture = R"(ValueError('\nThe certificate validity starts in the future\n',))";
const std::string kExpired = R"(ValueError('\nThe certificate validity has expired\n',))";
const std::string kWrongName =
    R"(ValueError('\nThe certificate Common Name (CN) does not match with the expected CN\n',))";
const std::string kNotSigned =
    R"(ValueError('\nThe certificate is not correctly signed by the trusted CA\n',))";

json wrong_time(const std::string& offset) {
  return {{"ntp", {{"faults", nlohmann::json::array({{{"kind", "wrong_time"}, {"offset", offset}}})}}}};
}

/// `flip` changes what `sender` sends on its way: a bit of the byte at this place of the next such message.
json flip(const std::string& sender, const std::string& target, int byte) {
  return {{{"link", sender}, {"action", "flip"}, {"target", target}, {"byte", byte}}};
}

const std::string kSet2015 = "\nimport machine\nmachine.RTC().datetime((2015, 1, 1, 4, 0, 0, 0, 0))";

std::vector<Row> rows() {
  const Commands own = one_certificate();
  return {
      {"03", own, {kServe, ""}, {kTrustServer + kSet2015, ""}, kFatalAlert, kFuture},
      {"04", by_authority({}, -1), {kServe, ""}, {kTrustAuthority, ""}, kFatalAlert, kExpired},
      {"05", own, {kServe, ""}, {kTrustServer, ""}, kFatalAlert, kFuture, wrong_time("-24h")},
      {"06", own, {kServe, ""}, {kTrustServer, ""}, kFatalAlert, kExpired, wrong_time("87600h")},
      {"07",
       make_key("ca") +
           Commands{"openssl req -new -key ca-key.pem -subj /CN=ca -addext "
                    "basicConstraints=critical,CA:TRUE -out ca.csr",
                    "openssl x509 -req -in ca.csr -signkey ca-key.pem -days -1 -copy_extensions "
                    "copy -out ca.pem",
                    "openssl x509 -in ca.pem -outform DER -out ca.der"} +
           signed_by("ca", "server", {kOpenmv}),
       {kServe, ""},
       {kTrustAuthority, ""},
       kFatalAlert,
       kExpired},
      {"08",
       one_certificate("-subj /CN=garden -addext subjectAltName=DNS:garden"),
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       kWrongName},
      {"08c", one_certificate("-subj /CN=openmv"), {kServe, ""}, {kTrustServer, ""}, kServerOk, kClientOk},
      {"08e", own, {kServe, ""}, {kTrustServer, client_tls("\"192.168.1.50\"")}, kServerOk, kClientOk},
      {"08f",
       one_certificate("-subj /CN=openmv -addext subjectAltName=DNS:openmv"),
       {kServe, ""},
       {kTrustServer, client_tls("\"192.168.1.50\"")},
       kFatalAlert,
       kWrongName},
      {"09",
       own,
       {kServe, ""},
       {kTrustServer, client_tls("None")},
       kEof,
       "ValueError('CERT_REQUIRED requires server_hostname',)"},
      {"09b", own, {kServe, ""}, {"context.verify_mode = ssl.CERT_NONE", ""}, kServerOk, kClientOk},
      {"10",
       own + self_signed("other", "-subj /CN=other"),
       {kServe, ""},
       {R"(context.load_verify_locations(cafile="other.der"))", ""},
       kFatalAlert,
       kNotSigned},
      {"10b", one_certificate(kName + kNoAuthority), {kServe, ""}, {kTrustServer, ""}, kServerOk, kClientOk},
      {"12",
       own,
       {kServe, ""},
       {"", ""},
       kFatalAlert,
       "OSError(-30336, 'MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED')"},
      {"12b", own, {kServe, ""}, {"context.verify_mode = ssl.CERT_OPTIONAL", ""}, kServerOk, kClientOk},
      {"13", by_intermediate(), {kServe, ""}, {kTrustAuthority, ""}, kFatalAlert, kNotSigned},
      {"13b",
       by_intermediate(),
       {kServe, ""},
       {R"(context.load_verify_locations(cafile="middle.der"))", ""},
       kServerOk,
       kClientOk},
      {"14b",
       by_intermediate() + Commands{"cat server.der middle.der > chain.der"},
       {R"(context.load_cert_chain("chain.der", "server-key.der"))", ""},
       {kTrustAuthority, ""},
       kFatalAlert,
       kNotSigned},
      {"14c",
       by_authority() + authority("other") + Commands{"cat other.der ca.der > bundle.der"},
       {kServe, ""},
       {R"(context.load_verify_locations(cafile="bundle.der"))", ""},
       kFatalAlert,
       kNotSigned},
      {"15",
       self_signed("ca", "-subj /CN=ca" + kNoAuthority) + signed_by("ca", "server", {kOpenmv}),
       {kServe, ""},
       {kTrustAuthority, ""},
       kFatalAlert,
       kNotSigned},
      {"16",
       by_authority({"extendedKeyUsage=clientAuth"}),
       {kServe, ""},
       {kTrustAuthority, ""},
       kNoCipher,
       kFatalAlert},
      {"17",
       by_authority({"keyUsage=keyAgreement"}),
       {kServe, ""},
       {kTrustAuthority, ""},
       kNoCipher,
       kFatalAlert},
      {"18",
       one_certificate("-sha1 " + kName),
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       R"(ValueError('\nThe certificate is signed with an unacceptable hash.\n',))"},
      {"25",
       own + make_key("other"),
       {R"(context.load_cert_chain("server.der", "other-key.der"))", ""},
       {kTrustServer, ""},
       kFatalAlert,
       kEcpVerify},
      {"30",
       with_client(signed_by("ca", "client", {})),
       {kWantClient, ""},
       {kTrustAuthority + kShowClient, ""},
       kServerOk,
       kClientOk},
      {"31",
       by_authority(),
       {kWantClient, ""},
       {kTrustAuthority, ""},
       "OSError(-29824, 'MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE')",
       kEof},
      {"32",
       with_client(authority("other") + signed_by("other", "client", {})),
       {kWantClient, ""},
       {kTrustAuthority + kShowClient, ""},
       kNotSigned,
       kFatalAlert},
      {"33",
       with_client(signed_by("ca", "client", {}, -1)),
       {kWantClient, ""},
       {kTrustAuthority + kShowClient, ""},
       kExpired,
       kFatalAlert},
      {"36",
       with_client(signed_by("ca", "client", {})),
       {kWantClient + kSet2015, ""},
       {kTrustAuthority + kShowClient, ""},
       kFuture,
       kFatalAlert},
      {"37",
       own,
       {kServe + "\ncontext._context.set_ciphers([\"TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256\"])", ""},
       {kTrustServer + "\ncontext._context.set_ciphers([\"TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384\"])", ""},
       kNoCipher,
       kFatalAlert},
      {"38", own, {"", ""}, {kTrustServer, ""}, kNoCipher, kFatalAlert},
      {"39",
       own,
       {kServe, ""},
       {kTrustServer, "sock.write(b\"GET / HTTP/1.0\\r\\n\\r\\n\")\n    print(\"plain:\", sock.recv(100))"},
       "OSError(-29184, 'MBEDTLS_ERR_SSL_INVALID_RECORD')",
       "OSError(104,)"},  // the server has closed without reading everything
      {"40",
       own,
       {"",
        "sock.recv(1000)\n    sock.write(b\"HTTP/1.0 400 Bad Request\\r\\n\\r\\n\")\n    print(\"plain\")"},
       {kTrustServer, ""},
       "plain",
       "OSError(-29184, 'MBEDTLS_ERR_SSL_INVALID_RECORD')"},
      {"41", own, {"", "sock.recv(1000)\n    print(\"closes\")"}, {kTrustServer, ""}, "closes", kEof},
      {"42",
       own,
       {"", "time.sleep(30)\n    print(\"says nothing\")"},
       {kTrustServer + "\n", "sock.settimeout(5)\n    " + client_tls("\"openmv\"")},
       "says nothing",
       "OSError(110,)"},
      // RFC 5246, 7.4.1.2 and 7.4.1.3, give the offsets of both randoms, after the header of 7.4.
      {"43",
       own,
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       kEcpVerify,
       json::object(),
       flip("openmv", "server_hello", 10)},
      {"44",
       own,
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       kNotSigned,
       json::object(),
       flip("openmv", "certificate", -1)},
      {"45",
       own,
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       kEcpVerify,
       json::object(),
       flip("openmv", "server_key_exchange", -1)},
      {"46",
       own,
       {kServe, ""},
       {kTrustServer, ""},
       kFatalAlert,
       kEcpVerify,
       json::object(),
       flip("cam2", "client_hello", 10)},
      // Reading and writing raise the bare number. No alert is sent: the client sees the stream end.
      {"48",
       own,
       {kServe, ""},
       {kTrustServer, ""},
       "OSError(-29056,)",
       "ok: b''",
       json::object(),
       flip("cam2", "application_data", -1)},
  };
}

Told run_row(const Row& row) {
  CameraScene scene;
  scene.json()["services"] = row.services;
  scene.json()["faults"] = row.faults;
  scene.json()["workstation"]["commands"] = row.commands;
  // Both cameras get every der file.
  json copies = json::object();
  for (const char* name : {"server", "server-key", "other-key", "client", "client-key", "ca", "middle",
                           "other", "chain", "bundle"}) {
    const std::string file = std::string(name) + ".der";
    for (const std::string& command : row.commands) {
      if (command.ends_with(" " + file)) copies[file] = file;
    }
  }
  scene.add("openmv", server_script(row))["copies"] = copies;
  scene.add("cam2", client_script(row))["copies"] = copies;
  return run_and_tell(scene);
}

std::string row_name(const testing::TestParamInfo<Row>& row) {
  return row.param.id;
}

class TlsFailure : public testing::TestWithParam<Row> {};

TEST_P(TlsFailure, IsSeenByBothSidesAndDiagnosed) {
  const Row& row = GetParam();
  Told told = run_row(row);
  EXPECT_EQ(told.exit_code, 0) << told.all;
  EXPECT_EQ(told.lines["openmv"], std::vector{row.server_sees});
  EXPECT_EQ(told.lines["cam2"], std::vector{row.client_sees});
  const std::string cause = cause_of_row(row.id);
  EXPECT_EQ(told.causes, cause.empty() ? std::vector<std::string>{} : std::vector{cause}) << told.all;
}

INSTANTIATE_TEST_SUITE_P(Row, TlsFailure, testing::ValuesIn(rows()), row_name);

}  // namespace
}  // namespace tlscam
