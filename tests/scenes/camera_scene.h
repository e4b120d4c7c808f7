#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/scenes/tlscam_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {

using Commands = std::vector<std::string>;

/// `CameraScene` is a scene that a test makes up: cameras with their scripts, and the workstation's commands.
class CameraScene {
 public:
  CameraScene();

  /// The camera starts with its network up and its clock right, then runs `code`. `add` returns the camera as
  /// in world.json, for changes.
  nlohmann::json& add(const std::string& name, const std::string& code);
  /// `add_bare` does the same without network and clock.
  nlohmann::json& add_bare(const std::string& name, const std::string& code);
  /// `json` is everything that world.json can hold.
  nlohmann::json& json() { return json_; }

  /// `run` writes world.json and plays it; `more` are further words for `tlscam run`.
  Outcome run(const std::vector<std::string>& more = {}) const;
  /// `write` writes world.json and returns its path.
  std::string write() const;
  /// `path` is a path in the scene's folder.
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

 private:
  TestFolder folder_;
  nlohmann::json json_;
};

/// `Told` is what a run with --json reported.
struct Told {
  int exit_code = -1;
  std::map<std::string, std::vector<std::string>> lines;  ///< printed by each camera
  /// `causes` has the best cause of each failure, cameras first, then connections in order.
  std::vector<std::string> causes;
  std::string all;  ///< everything, for messages
};
Told run_and_tell(const CameraScene& scene, const std::vector<std::string>& more = {});

// These commands of the workstation make NAME.der and NAME-key.der.

/// `kind` is an elliptic curve as openssl names it, or rsa.
Commands make_key(const std::string& name, const std::string& kind = "prime256v1");
/// `self_signed` makes a certificate signed with its own key, valid from today for a year. `options` are
/// further ones of `openssl req -x509`.
Commands self_signed(const std::string& name, const std::string& options,
                     const std::string& kind = "prime256v1");
/// `signed_by` makes one signed by `authority`; `extensions` as for -addext. A negative number of days means
/// that it has expired.
Commands signed_by(const std::string& authority, const std::string& name,
                   const std::vector<std::string>& extensions, int days = 365);
/// This extension names the camera openmv and its address.
inline const std::string kOpenmv = "subjectAltName=DNS:openmv,IP:192.168.1.50";

// These two end where `sock` and `context` are ready for wrap_socket() with DTLS.
inline const std::string kDtlsServer = R"(
import tls
def read(name):
    with open(name, "rb") as file:
        return file.read()
context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 5684))
_, client = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(client)
sock.setblocking(False)
)";
inline const std::string kDtlsClient = R"(
time.sleep(1)
context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("192.168.1.50", 5684))
sock.setblocking(False)
)";

Commands operator+(Commands left, const Commands& right);

}  // namespace tlscam
