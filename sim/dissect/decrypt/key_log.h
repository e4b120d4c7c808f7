#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "sim/base/bytes.h"

namespace tlscam {

/// The secrets of TLS and DTLS sessions, as programs write them to the file that SSLKEYLOGFILE names
/// (draft-ietf-tls-keylogfile). A session is known by the random of its ClientHello.
class KeyLog {
 public:
  enum class Label : std::uint8_t {
    client_random,  ///< the master secret, up to TLS 1.2
    client_early_traffic_secret,
    client_handshake_traffic_secret,
    server_handshake_traffic_secret,
    client_traffic_secret_0,
    server_traffic_secret_0,
  };

  KeyLog() = default;
  explicit KeyLog(std::string_view lines) { add(lines); }

  /// Takes the secrets of these lines, which may be the whole of a file or what was written to it since.
  /// Lines with other labels, comments and empty lines are passed over. Returns how many lines were neither.
  std::size_t add(std::string_view lines);

  /// Empty when there is none. Valid until the next add().
  ByteView find(Label label, ByteView client_random) const;
  bool empty() const { return secrets_.empty(); }
  std::size_t size() const { return secrets_.size(); }

 private:
  using Random = std::array<std::uint8_t, 32>;
  bool add_line(std::string_view line);

  std::map<std::pair<Random, Label>, Bytes> secrets_;
};

/// "CLIENT_RANDOM": as it stands in the file.
std::string_view to_text(KeyLog::Label label);

}  // namespace tlscam
