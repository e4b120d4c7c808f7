// Other people's ACME clients get certificates from the CA of a scene, and our client gets them from Pebble,
// the test server of Let's Encrypt. The pages that prove control of a name lie on a web server of this
// computer.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "sim/acme/client.h"
#include "sim/base/file.h"
#include "tests/interop/interop.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDate = "2026-11-23 10:00:00";
constexpr const char* kHost = "ca.example";
constexpr std::chrono::seconds kPatience{50};  // dehydrated starts hundreds of programs
constexpr const char* kDirectory = "https://ca.example/directory";

void write(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

// A folder with a web server that shows it, and what openssl makes for a CA and for who wants a certificate.
class AcmeTest : public Interop {
 protected:
  AcmeTest() {
    fs::create_directories(path("web/.well-known/acme-challenge"));
    web_port_ = free_port();
    web_ = std::make_unique<Child>(std::vector<std::string>{TLSCAM_PYTHON, "-u", "-m", "http.server",
                                                            "--bind", "127.0.0.1", "--directory", path("web"),
                                                            std::to_string(web_port_)});
    expect_says(*web_, "Serving HTTP");
    openssl(
        {"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path("domain.key")});
    openssl({"req", "-new", "-key", path("domain.key"), "-subj", "/", "-addext",
             "subjectAltName=DNS:cam.example.net", "-out", path("domain.csr")});
  }

  static void openssl(std::vector<std::string> words) {
    words.insert(words.begin(), {"faketime", kDate, "openssl"});
    Child child(std::move(words));
    EXPECT_EQ(child.wait(), 0) << child.output();
  }

  std::uint16_t web_port_ = 0;

 private:
  std::unique_ptr<Child> web_;
};

class CaOfAScene : public AcmeTest {
 protected:
  CaOfAScene() {
    make_authority();
    port_ = free_port();
    const nlohmann::json acme{{"certificates", {"site.pem"}},
                              {"key", "site.key"},
                              {"issuer", {"issuer.pem"}},
                              {"issuer_key", "issuer.key"}};
    const nlohmann::json scene{
        {"clock", kDate},
        {"cameras", {{{"name", "openmv"}}}},
        {"hosts", {{{"name", kHost}, {"services", {{"acme", acme}}}}}},
        {"services",
         {{"forwarding",
           {{"names", {"cam.example.net"}}, {"ports", {"80 web.inside:" + std::to_string(web_port_)}}}}}}};
    write(path("world.json"), scene.dump());
    write(path("idle.py"), "import time\nprint('idle')\nwhile True:\n    time.sleep(1)\n");
    world_ = std::make_unique<Child>(std::vector<std::string>{
        TLSCAM_PROGRAM, "run", "--trust", path("world.json"), "--camera", "openmv=" + path("idle.py"),
        "--for", "100s", "--bridge", loopback(port_) + "=" + kHost + ":443", "--reach",
        "web.inside=" + loopback(web_port_)});
    expect_says(*world_, "openmv| idle\n");
  }

  // A program at the scene's date, which believes the scene's root and finds the CA on its port.
  std::unique_ptr<Child> start(std::vector<std::string> words) const {
    words.insert(words.begin(),
                 {"env", "SSL_CERT_FILE=" + path("root.pem"), "REQUESTS_CA_BUNDLE=" + path("root.pem"),
                  "PYTHONPATH=" TLSCAM_SOURCE_DIR "/tests/interop/redirect",
                  std::string("TLSCAM_REDIRECT=") + kHost + "=" + loopback(port_), "faketime", kDate});
    return std::make_unique<Child>(std::move(words));
  }

  void expect_verified(const std::string& leaf, const std::string& chain) const {
    Child verify({"faketime", kDate, "openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile",
                  path("root.pem"), "-untrusted", chain, "-verify_hostname", "cam.example.net", leaf});
    EXPECT_EQ(verify.wait(), 0) << verify.output();
  }

 private:
  void make_authority() const {
    const std::string ca = "basicConstraints=critical,CA:TRUE";
    const std::string signs = "keyUsage=critical,keyCertSign,cRLSign";
    const auto key = [this](const char* name) {
      openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path(name)});
    };
    for (const char* name : {"root.key", "issuer.key", "site.key"}) key(name);
    openssl({"req", "-x509", "-new", "-key", path("root.key"), "-subj", "/CN=Root", "-addext", ca, "-addext",
             signs, "-days", "3650", "-out", path("root.pem")});
    const auto issue = [this](const std::string& name, const std::string& subject,
                              const std::vector<std::string>& extensions, const std::string& issuer) {
      std::vector<std::string> words{"req",
                                     "-x509",
                                     "-new",
                                     "-key",
                                     path(name + ".key"),
                                     "-subj",
                                     subject,
                                     "-CA",
                                     path(issuer + ".pem"),
                                     "-CAkey",
                                     path(issuer + ".key"),
                                     "-days",
                                     "90",
                                     "-out",
                                     path(name + ".pem")};
      for (const std::string& one : extensions) words.insert(words.end(), {"-addext", one});
      openssl(std::move(words));
    };
    issue("issuer", "/CN=Issuer", {ca, signs}, "root");
    issue("site", std::string("/CN=") + kHost,
          {"basicConstraints=critical,CA:FALSE", std::string("subjectAltName=DNS:") + kHost}, "root");
  }

  std::unique_ptr<Child> world_;
};

TEST_F(CaOfAScene, acme_tiny_gets_a_certificate) {
  openssl({"genrsa", "-out", path("account.key"), "2048"});
  const auto client =
      start({"acme-tiny", "--account-key", path("account.key"), "--csr", path("domain.csr"), "--acme-dir",
             path("web/.well-known/acme-challenge"), "--directory-url", kDirectory, "--disable-check"});
  EXPECT_EQ(client->wait(kPatience), 0) << client->output();
  const std::string output = client->output();
  ASSERT_NE(output.find("-----BEGIN CERTIFICATE"), std::string::npos) << output;
  write(path("chain.pem"), output.substr(output.find("-----BEGIN CERTIFICATE")));
  expect_verified(path("chain.pem"), path("chain.pem"));
}

TEST_F(CaOfAScene, dehydrated_gets_and_revokes_a_certificate) {
  write(path("config"), std::string("CA=") + kDirectory + "\nBASEDIR=" + path("") +
                            "\nWELLKNOWN=" + path("web/.well-known/acme-challenge") +
                            "\nKEY_ALGO=prime256v1\nCURL_OPTS=\"--cacert " + path("root.pem") +
                            " --connect-to " + kHost + ":443:" + loopback(port_) + "\"\n");
  const auto account = start({"dehydrated", "--register", "--accept-terms", "--config", path("config")});
  EXPECT_EQ(account->wait(kPatience), 0) << account->output();
  const auto order =
      start({"dehydrated", "--cron", "--domain", "cam.example.net", "--config", path("config")});
  EXPECT_EQ(order->wait(kPatience), 0) << order->output();
  const std::string certificate = path("certs/cam.example.net/cert.pem");
  expect_verified(certificate, path("certs/cam.example.net/chain.pem"));
  const auto revoke = start({"dehydrated", "--revoke", certificate, "--config", path("config")});
  EXPECT_EQ(revoke->wait(kPatience), 0) << revoke->output();
}

TEST_F(CaOfAScene, certbot_gets_a_certificate) {
  const auto client =
      start({"certbot", "certonly", "--webroot", "--webroot-path", path("web"), "--domain", "cam.example.net",
             "--server", kDirectory, "--agree-tos", "--register-unsafely-without-email", "--non-interactive",
             "--config-dir", path("certbot"), "--work-dir", path("work"), "--logs-dir", path("logs")});
  EXPECT_EQ(client->wait(kPatience), 0) << client->output();
  expect_verified(path("certbot/live/cam.example.net/cert.pem"),
                  path("certbot/live/cam.example.net/chain.pem"));
}

TEST_F(CaOfAScene, a_name_whose_page_is_missing_gets_none) {
  openssl({"genrsa", "-out", path("account.key"), "2048"});
  fs::create_directories(path("elsewhere"));
  const auto client =
      start({"acme-tiny", "--account-key", path("account.key"), "--csr", path("domain.csr"), "--acme-dir",
             path("elsewhere"), "--directory-url", kDirectory, "--disable-check"});
  EXPECT_NE(client->wait(kPatience), 0);
  EXPECT_THAT(client->output(), testing::HasSubstr("the page is answered with 404"));
}

// Carries our client's requests by curl.
class CurlCourier : public AcmeCourier {
 public:
  explicit CurlCourier(std::string folder) : folder_(std::move(folder)) {}

  Task<Result<HttpResponse>> carry(std::string url, HttpRequest request) override {
    const std::string content = folder_ + "/request";
    std::ofstream(content).write(reinterpret_cast<const char*>(request.content.data()),
                                 static_cast<std::streamsize>(request.content.size()));
    std::vector<std::string> words{"curl",  "--silent",  "--show-error", "--insecure", "--include",
                                   "--raw", "--http1.1", "--noproxy",    "*"};
    if (request.method == "HEAD") words.push_back("--head");
    if (request.method == "POST") words.insert(words.end(), {"--data-binary", "@" + content});
    for (const HttpHeader& header : request.headers)
      words.insert(words.end(), {"--header", header.name + ": " + header.value});
    words.push_back(url);
    Child curl(std::move(words));
    curl.wait();
    auto response = parse_http_response(as_bytes(curl.output()), true, request.method == "HEAD");
    if (!response) co_return fail("{}: {}", response.error().text, curl.output());
    co_return std::move(**response);
  }

 private:
  const std::string folder_;
};

TEST_F(AcmeTest, our_client_gets_and_revokes_a_certificate_of_pebble) {
  const std::uint16_t port = free_port();
  const std::uint16_t dns = free_port(PortKind::udp);
  Child names({"pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01",
               loopback(dns), "-http01", "", "-https01", "", "-tlsalpn01", "", "-management",
               loopback(free_port())});
  make_certificate("pebble");
  const nlohmann::json config{{"pebble",
                               {{"listenAddress", loopback(port)},
                                {"managementListenAddress", loopback(free_port())},
                                {"certificate", path("pebble.pem")},
                                {"privateKey", path("pebble-key.pem")},
                                {"httpPort", web_port_},
                                {"tlsPort", free_port()},
                                {"ocspResponderURL", ""},
                                {"externalAccountBindingRequired", false}}}};
  write(path("pebble.json"), config.dump());
  Child pebble(
      {"env", "PEBBLE_VA_NOSLEEP=1", "pebble", "-config", path("pebble.json"), "-dnsserver", loopback(dns)});
  expect_says(pebble, "Listening on");

  EventQueue events{Instant{}};
  Random random(1);
  CurlCourier courier(path(""));
  std::string said;
  AcmeClient client(courier, events, random, AccountKey::make(random),
                    {"https://" + loopback(port) + "/dir", "mailto:you@example.net", true},
                    [&said](const std::string& step) { said += step + "\n"; });
  const auto finish = [&events](auto task) {
    task.start();
    while (!task.done() && events.step(kNever)) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return task.take();
  };
  const auto request = SigningRequest::read(read_file(path("domain.csr")).value());
  ASSERT_TRUE(request) << request.error().text;
  const AcmeClient::Show show = [this](AcmeProof proof) -> Task<Result<void>> {
    write(path("web" + proof.place), proof.content);
    co_return Result<void>{};
  };
  const auto chain = finish(client.order(*request, "", AcmeChallenge::Type::http_01, show));
  ASSERT_TRUE(chain) << chain.error().text << "\n" << said << pebble.output();
  EXPECT_THAT(*chain, testing::HasSubstr("-----BEGIN CERTIFICATE-----"));
  write(path("chain.pem"), *chain);
  Child convert({"openssl", "x509", "-in", path("chain.pem"), "-outform", "DER", "-out", path("leaf.der")});
  ASSERT_EQ(convert.wait(), 0);
  const auto revoked = finish(client.revoke(read_file(path("leaf.der")).value()));
  EXPECT_TRUE(revoked) << revoked.error().text;
}

}  // namespace
}  // namespace tlscam
