#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/lab/session/temporary_folder.h"
#include "tests/interop/child.h"

namespace tlscam {

enum class PortKind { tcp, udp };

/// `free_port` is a port of 127.0.0.1 that nobody uses at this moment.
std::uint16_t free_port(PortKind kind = PortKind::tcp);

/// `loopback` gives "127.0.0.1:8443".
std::string loopback(std::uint16_t port);

/// `CameraFiles` is the content of the camera's drive: files of the test's folder, and settings.json for the
/// scripts.
struct CameraFiles {
  std::vector<std::string> names{};
  nlohmann::json settings = nlohmann::json::object();
};

/// `Interop` has its own folder, certificates made by the real openssl, and one camera in real time.
class Interop : public testing::Test {
 protected:
  Interop();

  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  static std::string script(const std::string& name) { return TLSCAM_INTEROP_SCRIPTS "/" + name; }

  /// `make_certificate` makes NAME.pem, NAME-key.pem, NAME.der and NAME-key.der: self-signed, for the name
  /// openmv. `key` is P-256, P-384, RSA-2048 or ED25519. `more` are further words for `openssl req`.
  void make_certificate(const std::string& name, const std::string& key = "P-256",
                        const std::vector<std::string>& more = {}) const;

  /// `start_camera` starts `tlscam run` with a camera `openmv` that runs a script of scripts/. `more` are
  /// further options.
  std::unique_ptr<Child> start_camera(const std::string& script_name, const CameraFiles& files,
                                      const std::vector<std::string>& more) const;

  /// `start_server` starts a camera that serves TLS on its port 8443, reachable here on the port that is
  /// stored in `port_`. It is ready for connections.
  std::unique_ptr<Child> start_server(const CameraFiles& files, const std::string& script_name = "server.py");

  /// `start_client` starts a camera that connects to the port `port_` of this computer, which it calls
  /// "server".
  std::unique_ptr<Child> start_client(const CameraFiles& files, const std::string& script_name = "client.py");

  std::unique_ptr<Child> start_openssl_server(const std::vector<std::string>& options);
  std::unique_ptr<Child> start_openssl_client(const std::vector<std::string>& options) const;

  std::uint16_t port_ = 0;

 private:
  TemporaryFolder folder_;
};

/// `expect_says` fails the test with all of the program's output unless it prints `text`.
void expect_says(Child& child, const std::string& text);

/// `expect_success` checks that the camera's script has ended without an uncaught exception.
void expect_success(Child& camera);

}  // namespace tlscam
