#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "camera_port.h"
#include "sim/base/bytes.h"
#include "sim/machine/machine_kind.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"

namespace tlscam {

/// `MachineBoot` is what a machine is given when its power comes on.
struct MachineBoot {
  MachineKind kind = MachineKind::usual;
  std::string model;
  std::string hostname;
  std::uint64_t seed = 0;
  Duration uptime{0};
  Instant clock;  ///< what the camera's own clock says
  std::vector<std::size_t> heap_blocks;
  std::array<MacAddress, CAMERA_INTERFACES> macs{};
  std::array<std::uint8_t, 8> unique_id{};
  int reset_cause = CAMERA_POWER_ON;
  bool has_wifi = true;
  std::vector<std::string_view> pin_names;
  camera_pins outer_pins{};
};

// These structs say what a machine did while it ran.
struct SentFrame {
  int interface;
  Bytes frame;
};
struct SentUart {
  Bytes bytes;
};
struct SetClock {
  Instant clock;
};
struct RadioJoin {
  std::string ssid;
  std::string key;
};
struct RadioLeave {};
struct RadioServe {
  std::string ssid;
  std::string key;  ///< empty: an open network
  unsigned channel = 0;
};
struct RadioEndServing {};
struct DrivePins {
  camera_pins pins;
};
/// One end of a TLS session has its secret (camera_session in camera_port.h).
struct TlsSession {
  Bytes client_random;
  Bytes master_secret;
  bool is_client = false;    ///< the camera is
  bool peer_proved = false;  ///< the camera verified the certificate of its peer
};
/// A certificate of its peer's chain that the camera has verified (camera_verification in camera_port.h).
struct VerifiedCertificate {
  Bytes client_random;      ///< of the handshake
  bool is_client = false;   ///< the camera is
  unsigned depth = 0;       ///< 0: the peer's own; one more for each issuer
  std::uint32_t flags = 0;  ///< MBEDTLS_X509_BADCERT_*: what is wrong with it
  Bytes certificate;        ///< DER; empty: it is too large to be told
};
using MachineAction = std::variant<SentFrame, SentUart, SetClock, RadioJoin, RadioLeave, RadioServe,
                                   RadioEndServing, DrivePins, TlsSession, VerifiedCertificate>;

/// The camera's Python heap.
struct HeapUse {
  std::uint64_t used = 0;   ///< bytes
  std::uint64_t total = 0;  ///< bytes
};

/// One turn of a machine: from being resumed until it waits again or ends.
struct MachineTurn {
  enum class End { waits, reset, died };
  End end = End::waits;
  Duration at{0};  ///< uptime at which the actions happened and the turn ended
  std::vector<MachineAction> actions;
  Duration until{0};                ///< waits: the uptime to be resumed at the latest; Duration::max(): never
  bool only_time = false;           ///< waits: not to be resumed before `until`, whatever arrives
  camera_wait wait{};               ///< waits: for what
  std::optional<HeapUse> heap;      ///< waits: when ask_use() was called before
  std::optional<camera_work> work;  ///< as heap
  std::string death;                ///< died: why, for people ("was ended by signal 11 (Segmentation fault)")
};

/// The computer inside a camera: something that runs the firmware. Events are handed in at any time and seen
/// by the guest at its next turn. Destroying a machine cuts its power.
class Machine {
 public:
  virtual ~Machine() = default;

  virtual void give_frame(int interface, ByteView frame) = 0;
  virtual void give_uart(ByteView bytes) = 0;
  virtual void give_links(unsigned links_up) = 0;  ///< bit N: interface N
  virtual void give_networks(const std::vector<camera_radio_network>& networks) = 0;
  virtual void give_radio_status(int status) = 0;
  virtual void give_stations(const std::vector<MacAddress>& stations) = 0;
  /// What drives its pins besides itself; bit N is MachineBoot::pin_names[N].
  virtual void give_pins(const camera_pins& outer) = 0;
  /// Sets the camera's RTC from outside: what it says at `uptime`.
  virtual void give_clock(Duration uptime, Instant clock) = 0;

  /// Makes the next turn tell how full the heap is, which takes the camera a walk through all of it, and what
  /// it has computed.
  virtual void ask_use() = 0;

  /// Lets the guest run. Up to `horizon` it may let its own time pass, as long as it does nothing to be seen.
  virtual MachineTurn run(Duration uptime, Duration horizon) = 0;
};

/// Memory that a machine and the world share: a file, or nameless memory.
class SharedMemory;

/// Makes a machine; the drive and the ROMFS partition outlive it.
class MachineFactory {
 public:
  virtual ~MachineFactory() = default;
  virtual Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                                 SharedMemory& rom) = 0;
};

}  // namespace tlscam
