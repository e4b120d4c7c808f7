#include "tests/unit/preflight/deployment.h"

namespace tlscam {
namespace {

using ScriptFindings = Deployment;

TEST_F(ScriptFindings, who_verifies_nobody_is_warned) {
  script("client.py",
         "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\nc.verify_mode = ssl.CERT_NONE\n");
  EXPECT_EQ(found(FindingKind::verifies_nobody).what,
            "client.py, line 3: the script does not verify its peer.");
  files.clear();
  script("client.py",
         "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\nc.wrap_socket(s, server_hostname=H)\n");
  EXPECT_EQ(found(FindingKind::verifies_nobody).what,
            "client.py, line 2: the script does not verify its peer.")
      << "ssl.SSLContext begins with CERT_NONE";
  files.clear();
  script("client.py", "import requests\nrequests.post(\n 'https://example.org/', json={})\n");
  EXPECT_TRUE(finds(FindingKind::verifies_nobody));
  files.clear();
  script("publish.py", "client = MQTTClient('cam', 'mqtt.example.org', ssl=True)\n");
  EXPECT_TRUE(finds(FindingKind::verifies_nobody));
  files.clear();
  script(
      "client.py",
      "import ssl\n# not CERT_NONE\nNOTE = 'CERT_NONE'\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n"
      "c.verify_mode = ssl.CERT_REQUIRED\nc.wrap_socket(s, server_hostname=H)\nrequests.get('http://a/')\n");
  EXPECT_FALSE(finds(FindingKind::verifies_nobody)) << "comments and strings are not code";
  files.clear();
  script("server.py",
         "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\nc.wrap_socket(s, server_side=True)\n");
  EXPECT_FALSE(finds(FindingKind::verifies_nobody)) << "a server need not ask for certificates";
}

TEST_F(ScriptFindings, wi_fi_passwords_are_seen_but_not_repeated) {
  script("main.py",
         "import network\nKEY = 'hunter22'\nwlan = network.WLAN(network.STA_IF)\nwlan.connect('lab', KEY)\n");
  const Finding finding = found(FindingKind::wifi_password);
  EXPECT_EQ(finding.what, "main.py, line 4: the password of the Wi-Fi stands in the script.");
  EXPECT_EQ(text().find("hunter22"), std::string::npos);
  files.clear();
  script(
      "main.py",
      "import network, socket\ns = socket.socket()\ns.connect(('openmv', 8443))\nwlan.connect(SSID, KEY)\n");
  EXPECT_FALSE(finds(FindingKind::wifi_password));
}

TEST_F(ScriptFindings, dtls_depends_on_the_version) {
  script("udp.py",
         "import tls\nc = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)\nc.wrap_socket(s, server_side=True, "
         "client_id=a)\n");
  EXPECT_FALSE(finds(FindingKind::no_dtls));
  EXPECT_FALSE(finds(FindingKind::no_client_id));
  facts.micropython = "1.25.0";
  EXPECT_FALSE(finds(FindingKind::no_dtls)) << "it may be there";
  EXPECT_EQ(found(FindingKind::no_client_id).severity, Severity::stops);
  facts.micropython = "1.24.0";
  facts.openmv = "4.6.0";
  EXPECT_EQ(found(FindingKind::no_dtls).why,
            "OpenMV 4.6.0 (MicroPython 1.24.0) has none; it came with MicroPython 1.25.");
  facts.micropython = "1.26.0";
  script("frozen.py",
         "import ssl\nc = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)\nc.wrap_socket(s, client_id=a)\n");
  EXPECT_EQ(found(FindingKind::no_client_id).mend, "Use tls.SSLContext.");
}

TEST_F(ScriptFindings, files_that_scripts_name_must_be_there) {
  script("client.py",
         "CA = '/flash/ca.der'\ncontext.load_verify_locations(cafile=CA)\nlog = open('/flash/log.txt', 'w')\n"
         "with open('/flash/data.bin', 'rb') as f:\n    data = f.read()\n");
  EXPECT_EQ(found(FindingKind::file_not_deployed).what,
            "client.py, line 2: /flash/ca.der is not among the files that are deployed.");
  EXPECT_EQ(text().find("log.txt"), std::string::npos) << "it is written";
  EXPECT_NE(text().find("data.bin"), std::string::npos);
  purpose.already_there = {"/flash/ca.der", "/flash/data.bin"};
  EXPECT_FALSE(finds(FindingKind::file_not_deployed));
  purpose.already_there = {"/flash/data.bin"};
  put("p256.der", "ca.der");
  EXPECT_FALSE(finds(FindingKind::file_not_deployed));
}

TEST_F(ScriptFindings, relative_paths_depend_on_the_current_folder) {
  put("p256.der", "ca.der");
  script("client.py", "context.load_verify_locations(cafile='ca.der')\n");
  EXPECT_EQ(found(FindingKind::relative_path).severity, Severity::notes);
  facts.current_folder = "/sdcard";
  EXPECT_EQ(found(FindingKind::relative_path).severity, Severity::warns);
  EXPECT_EQ(found(FindingKind::relative_path).mend, "Write /flash/ca.der.");
  files.pop_back();
  script("client.py", "context.load_verify_locations(cafile='/flash/ca.der')\n");
  EXPECT_FALSE(finds(FindingKind::relative_path));
}

TEST_F(ScriptFindings, pairs_are_seen_through_open_and_with) {
  put("p256.der", "server.der");
  put("p384-key.der", "server-key.der");
  script("server.py",
         "import tls\ncontext = tls.SSLContext(tls.PROTOCOL_TLS_SERVER)\n"
         "with open('/flash/server.der', 'rb') as f:\n    cert = f.read()\n"
         "key = open('/flash/server-key.der', 'rb').read()\n"
         "context.load_cert_chain(cert, key)\n");
  EXPECT_EQ(found(FindingKind::key_does_not_belong).severity, Severity::stops);
}

TEST_F(ScriptFindings, modules_that_the_board_lacks_stop) {
  script("main.py", "import ssl, ntptime\nfrom requests import get\nimport helper\n");
  EXPECT_EQ(text(), "");
  std::erase(facts.modules, "requests");
  EXPECT_EQ(found(FindingKind::module_missing).what, "main.py, line 2: this board has no module requests.");
  script("requests.py", "");
  EXPECT_FALSE(finds(FindingKind::module_missing)) << "it is deployed";
  files.clear();
  script("main.py", "import cryptography\n");
  EXPECT_EQ(found(FindingKind::module_missing).severity, Severity::stops);
  files.clear();
  script("main.py", "import camera\n");
  EXPECT_EQ(found(FindingKind::module_of_simulator).severity, Severity::stops);
}

TEST_F(ScriptFindings, loops_that_nothing_ends) {
  script("main.py", "while True:\n    serve()\n");
  EXPECT_EQ(found(FindingKind::never_returns).severity, Severity::notes);
  files.clear();
  script("main.py", "while True:\n    if done():\n        break\n");
  EXPECT_FALSE(finds(FindingKind::never_returns));
  files.clear();
  script("main.py", "while True:\n    try:\n        serve()\n    except:\n        pass\n");
  EXPECT_EQ(found(FindingKind::cannot_be_interrupted).what,
            "main.py, line 4: this catches Ctrl-C too, and the loop goes on.");
  files.clear();
  script("main.py", "while True:\n    try:\n        serve()\n    except Exception as e:\n        print(e)\n");
  EXPECT_FALSE(finds(FindingKind::cannot_be_interrupted));
}

TEST_F(ScriptFindings, something_has_to_start) {
  script("server.py", "context.wrap_socket(s, server_side=True)\n");
  EXPECT_TRUE(finds(FindingKind::nothing_starts));
  purpose.already_there = {"/flash/main.py"};
  EXPECT_FALSE(finds(FindingKind::nothing_starts));
}

}  // namespace
}  // namespace tlscam
