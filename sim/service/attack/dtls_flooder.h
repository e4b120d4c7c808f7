#pragma once
#include <cstdint>
#include <memory>
#include <optional>

#include "sim/base/random.h"
#include "sim/net/middlebox.h"
#include "sim/service/attack/attacker.h"
#include "sim/wire/address.h"

namespace tlscam {

/// DtlsFlooder sends ClientHellos without a cookie to one port, each from another forged address beyond the
/// router, and measures what the server sends back to those who have asked for nothing. A server that answers
/// with more bytes than it got makes others' lines full on the attacker's behalf; a server with a cookie
/// (RFC 6347 section 4.2.1) answers with fewer and keeps nothing in memory. It stands at the router, where
/// the answers leave.
class DtlsFlooder : public Middlebox, public Attacker, public std::enable_shared_from_this<DtlsFlooder> {
 public:
  struct Wishes {
    Ipv4Address target;
    std::uint16_t port = 5684;
    std::uint32_t each_second = 20;
    Duration lasts = std::chrono::seconds(10);
  };
  /// Whose addresses the forged packets have on Ethernet.
  struct Router {
    MacAddress mac;
    Ipv4Address address;
  };
  DtlsFlooder(EventQueue& events, std::uint64_t seed, Router router, Wishes wishes);

  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }
  void see(ByteView bytes, Direction direction) override;

  /// How much went where, in bytes of IP packets.
  struct Meter {
    std::uint64_t sent = 0;
    std::uint64_t sent_bytes = 0;
    std::uint64_t answers = 0;
    std::uint64_t answer_bytes = 0;
  };
  const Meter& meter() const { return meter_; }

 private:
  void started() override;
  void ask_for_target();
  void send_next();
  void measure(ByteView bytes);

  Random random_;
  Router router_;
  Wishes wishes_;
  Pass pass_;
  Instant ends_;
  unsigned round_ = 0;  ///< counts starts, so that events of an earlier one do nothing
  std::optional<MacAddress> target_mac_;
  Meter meter_;
};

/// A ClientHello of DTLS 1.2 without a cookie, as a whole datagram. `random` gives its 32 bytes.
Bytes dtls_client_hello(Random& random);

}  // namespace tlscam
