#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/session/temporary_folder.h"
#include "tests/scenes/tlscam_process.h"

namespace tlscam {

using Commands = std::vector<std::string>;

/// A scene that a test makes up: cameras with their scripts, and the workstation's commands.
class CameraScene {
 public:
  CameraScene();

  /// The camera starts with its network up and its clock right, then runs `code`. Gives what can be changed:
  /// the camera as in world.json.
  nlohmann::json& add(const std::string& name, const std::string& code);
  /// The same without network and clock.
  nlohmann::json& add_bare(const std::string& name, const std::string& code);
  /// All that world.json can say.
  nlohmann::json& json() { return json_; }

  /// Writes world.json; more words for `tlscam run`.
  Outcome run(const std::vector<std::string>& more = {}) const;
  /// Writes world.json and gives its path.
  std::string write() const;
  /// A path in the scene's folder.
  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }

 private:
  TemporaryFolder folder_;
  nlohmann::json json_;
};

/// What a run with --json told.
struct Told {
  int exit_code = -1;
  std::map<std::string, std::vector<std::string>> lines;  ///< that each camera printed
  /// The best cause of each failure, cameras first, then connections in their order.
  std::vector<std::string> causes;
  std::string all;  ///< everything, for messages
};
Told run_and_tell(const CameraScene& scene, const std::vector<std::string>& more = {});

// Commands of the workstation that make NAME.der and NAME-key.der, and what else they say.

/// `kind`: an elliptic curve as openssl names it, or rsa.
Commands make_key(const std::string& name, const std::string& kind = "prime256v1");
/// A certificate signed with its own key, valid from today for a year.
/// `options` are further ones of `openssl req -x509`.
Commands self_signed(const std::string& name, const std::string& options,
                     const std::string& kind = "prime256v1");
/// One signed by `authority`; `extensions` as of -addext. A negative number of days: it has expired.
Commands signed_by(const std::string& authority, const std::string& name,
                   const std::vector<std::string>& extensions, int days = 365);
/// The extension that names the camera openmv and its address.
inline const std::string kOpenmv = "subjectAltName=DNS:openmv,IP:192.168.1.50";

// DTLS: each up to where `sock` and `context` are ready for wrap_socket().
inline const std::string kDtlsServer = R"(
context = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
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
