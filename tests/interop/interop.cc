#include "tests/interop/interop.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "sim/world/native_bridge_asio.h"

namespace tlscam {
namespace {

template <class Protocol>
std::uint16_t port_of_a_moment() {
  asio::io_context io;
  typename Protocol::socket socket(io, {asio::ip::address_v4::loopback(), 0});
  return socket.local_endpoint().port();
}

void run(const std::vector<std::string>& words) {
  Child child(words);
  child.close_input();
  ASSERT_EQ(child.wait(), 0) << fmt::format("{}", fmt::join(words, " ")) << "\n" << child.output();
}

TemporaryFolder make_folder() {
  auto folder = TemporaryFolder::create();
  if (!folder) throw std::runtime_error(folder.error().text);
  return std::move(*folder);
}

std::vector<std::string> join(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

std::uint16_t free_port(PortKind kind) {
  return kind == PortKind::tcp ? port_of_a_moment<asio::ip::tcp>() : port_of_a_moment<asio::ip::udp>();
}

std::string loopback(std::uint16_t port) {
  return fmt::format("127.0.0.1:{}", port);
}

Interop::Interop() : folder_(make_folder()) {}

void Interop::make_certificate(const std::string& name, const std::string& key,
                               const std::vector<std::string>& more) const {
  const std::string pem = path(name + ".pem");
  const std::string key_pem = path(name + "-key.pem");
  std::vector<std::string> words = {
      "openssl", "req", "-x509", "-nodes",     "-keyout", key_pem,
      "-out",    pem,   "-subj", "/CN=openmv", "-addext", "subjectAltName=DNS:openmv,IP:192.168.1.50"};
  if (key == "RSA-2048") {
    words = join(words, {"-newkey", "rsa:2048"});
  } else if (key == "ED25519") {
    words = join(words, {"-newkey", "ed25519"});
  } else {
    words = join(words, {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + key});
  }
  run(join(words, more));
  run({"openssl", "x509", "-in", pem, "-outform", "DER", "-out", path(name + ".der")});
  run({"openssl", "pkey", "-in", key_pem, "-outform", "DER", "-out", path(name + "-key.der")});
}

std::unique_ptr<Child> Interop::start_camera(const std::string& script_name, const CameraFiles& files,
                                             const std::vector<std::string>& more) const {
  std::ofstream(path("settings.json")) << files.settings.dump();
  std::vector<std::string> words = {
      TLSCAM_PROGRAM, "run", "--real-time", "--for", "40s", "--camera", "openmv=" + script(script_name)};
  words = join(words, {"--put", "openmv:online.py=" + script("online.py")});
  words = join(words, {"--put", "openmv:settings.json=" + path("settings.json")});
  for (const std::string& name : files.names)
    words = join(words, {"--put", "openmv:" + name + "=" + path(name)});
  return std::make_unique<Child>(join(words, more));
}

std::unique_ptr<Child> Interop::start_server(const CameraFiles& files, const std::string& script_name) {
  port_ = free_port();
  auto camera = start_camera(script_name, files, {"--bridge", loopback(port_) + "=openmv:8443"});
  expect_says(*camera, "openmv| listening\n");
  return camera;
}

std::unique_ptr<Child> Interop::start_client(const CameraFiles& files, const std::string& script_name) {
  CameraFiles with_port = files;
  with_port.settings["port"] = port_;
  return start_camera(script_name, with_port, {"--reach", "server=" + loopback(port_)});
}

std::unique_ptr<Child> Interop::start_openssl_server(const std::vector<std::string>& options) {
  const bool is_datagram = std::find(options.begin(), options.end(), "-dtls1_2") != options.end();
  port_ = free_port(is_datagram ? PortKind::udp : PortKind::tcp);
  auto server = std::make_unique<Child>(join({"openssl", "s_server", "-accept", loopback(port_)}, options));
  expect_says(*server, "ACCEPT");
  return server;
}

std::unique_ptr<Child> Interop::start_openssl_client(const std::vector<std::string>& options) const {
  return std::make_unique<Child>(join({"openssl", "s_client", "-connect", loopback(port_)}, options));
}

void expect_says(Child& child, const std::string& text) {
  const bool said = child.wait_for(text);
  EXPECT_TRUE(said) << "expected: " << text << "\nbut it said:\n" << child.output();
}

void expect_success(Child& camera) {
  const auto code = camera.wait();
  EXPECT_EQ(code, 0) << camera.output();
}

}  // namespace tlscam
