#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/deploy/serial_session.h"
#include "sim/deploy/simulated_uart.h"
#include "sim/machine/camera_model.h"
#include "sim/machine/drive.h"
#include "sim/machine/machine.h"
#include "sim/machine/shared_memory.h"
#include "sim/net/switch.h"

namespace tlscam {

/// `RadioWorld` is what a camera's radio finds in its world.
struct RadioWorld {
  struct Joined {
    int status;            ///< one of CAMERA_RADIO_JOINED, _NO_NETWORK, _WRONG_KEY
    unsigned segment = 0;  ///< of the switch: whose network it is
  };
  std::function<std::vector<camera_radio_network>()> scan;
  std::function<Joined(const std::string& ssid, const std::string& key)> join;
  /// Called when the camera's own network begins or ends, or when it has joined or left one.
  std::function<void()> changed;
};

struct CameraSettings {
  std::string name;
  const CameraModel* model = nullptr;
  MachineKind machine = MachineKind::usual;
  unsigned number = 0;  ///< 0 for the first camera; makes its MAC addresses
  std::uint64_t seed = 0;
  std::optional<Instant> power_up_clock;  ///< none: the model's
  std::optional<std::size_t> heap;        ///< bytes; none: the model's blocks
  std::optional<std::string> flash_file;  ///< none: nameless memory
  LinkConditions link;
};

enum class CameraState { off, running, crashed };

/// One camera: the machine that runs its firmware, its flash, its clock, its serial line and its two plugs in
/// the network, a cable and a radio link. It takes part in the world by events of the switch's queue.
class Camera {
 public:
  static Result<std::unique_ptr<Camera>> create(CameraSettings settings, Switch& network,
                                                MachineFactory& factory, RadioWorld radio);
  ~Camera();
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

  const std::string& name() const { return settings_.name; }
  const CameraModel& model() const { return *settings_.model; }
  unsigned number() const { return settings_.number; }
  CameraState state() const { return state_; }
  /// Why it crashed; empty otherwise.
  const std::string& death() const { return death_; }

  /// No effect unless it is off; a crashed camera is switched off first.
  Result<void> power_on();
  void power_off();
  /// The reset button: 0.3 s later the machine starts anew; the clock goes on. Works for a crashed camera
  /// too.
  Result<void> reset();

  SerialSession& serial() { return serial_; }

  /// A program that was sent over the serial line to be run, for people who ask why it failed. The camera
  /// itself calls each one "<stdin>".
  struct SentProgram {
    std::string name;  ///< of the file that it comes from; empty: none
    std::string text;  ///< empty: no program was sent
  };
  void note_program(SentProgram program) {
    program_ = std::move(program);
    program_use_ = serial_.uses();
  }
  /// Whether what comes on the serial line is a person's: the REPL's, or a program's that was noted.
  /// Everything else belongs to a tool that uses the line for itself, to copy files for example.
  bool speaks_to_people() const { return !serial_.in_use() || program_use_ == serial_.uses(); }
  /// The latest one.
  const SentProgram& program() const { return program_; }

  /// The USB drive as the learner's computer sees it, stamping files with true time.
  Drive drive();

  /// Replaces the ROMFS partition; takes effect at the next start of the interpreter.
  Result<void> set_rom(ByteView image);
  Bytes rom() const;

  /// Returns what the camera's own clock says.
  Instant clock() const { return clock_at_base_ + (events_.now() - clock_base_); }

  /// Time travel of the whole world: the camera's own clock moves by this much.
  void shift_clock(Duration by);

  /// What the camera drives, and what its script has named; bit N is model().pins[N]. Nothing while it does
  /// not run.
  const camera_pins& driven_pins() const { return driven_pins_; }
  /// What somebody holds: a button, a wire.
  const camera_pins& held_pins() const { return held_pins_; }
  /// Holds a pin at a level, as a finger holds a button down, or lets it go. Fails for a pin that it has not.
  Result<void> hold_pin(std::string_view name, std::optional<bool> high);

  /// Makes the next turn bring heap() and work() up to date; no turn comes any sooner for it.
  void ask_use();
  /// How full the Python heap was at the end of the last turn that was asked for it; none before, and while
  /// it does not run.
  const std::optional<HeapUse>& heap() const { return heap_; }
  /// Returns what it has computed since the firmware began.
  const std::optional<camera_work>& work() const { return work_; }

  /// What runs its firmware.
  MachineKind machine_kind() const { return settings_.machine; }
  /// How many turns its machines have had: as long as it stays the same, the firmware has changed nothing.
  std::uint64_t turns() const { return turns_; }

  /// Returns what its script waits for; meaningful while running.
  const camera_wait& waits_for() const { return wait_; }

  MacAddress mac(int interface) const;
  Link& link() { return lan_; }
  Link& radio_link() { return wlan_; }

  /// The network that it makes as an access point, if it does; its members are in serving_segment().
  const std::optional<RadioServe>& serves() const { return serves_; }
  unsigned serving_segment() const { return number() + 1; }
  /// Where it is a station: a segment of the switch; none: it has joined no network.
  std::optional<unsigned> joined_segment() const;
  /// Its radio hears the world's networks anew, and is told who has joined its own.
  void hear_radio(const std::vector<MacAddress>& stations);
  /// The network that it had joined is gone.
  void lose_network();
  /// What it calls itself outside of the gateway's network, seen in its packets there; none: not seen.
  const std::optional<Ipv4Address>& outer_address() const { return outer_address_; }

  /// Called when the camera has crashed or reset itself.
  void on_state(std::function<void()> watcher) { watcher_ = std::move(watcher); }
  /// Called when the camera, as an end of a TLS session, has its secret.
  using SessionWatcher = std::function<void(const TlsSession& session)>;
  void on_session(SessionWatcher watcher) { session_watcher_ = std::move(watcher); }

  /// Told of each certificate that the camera verifies.
  using VerificationWatcher = std::function<void(const VerifiedCertificate& verified)>;
  void on_verification(VerificationWatcher watcher) { verification_watcher_ = std::move(watcher); }

 private:
  Camera(CameraSettings settings, Switch& network, MachineFactory& factory, RadioWorld radio,
         std::unique_ptr<SharedMemory> flash, std::unique_ptr<SharedMemory> rom);
  Result<void> start(int reset_cause);
  void restart();
  void stop(CameraState state, std::string reason);
  void arrive(int interface, ByteView frame);
  void give_links();
  camera_pins outer_pins() const;
  void something_arrived();
  void resume_at(Instant when);
  void run();
  void finish(MachineTurn turn);
  void act(MachineAction& action);
  void join(const RadioJoin& wanted);
  void leave();
  void serve(RadioServe wanted);
  void end_serving();
  void send(const SentFrame& sent);

  CameraSettings settings_;
  Switch& network_;
  EventQueue& events_;
  MachineFactory& factory_;
  RadioWorld radio_;
  std::unique_ptr<SharedMemory> flash_, rom_;
  Link& lan_;
  Link& wlan_;
  SimulatedUart uart_;
  SerialSession serial_{uart_};
  SentProgram program_;
  std::uint64_t program_use_ = 0;  // the use of the serial line in which it was sent
  std::unique_ptr<Machine> machine_;
  CameraState state_ = CameraState::off;
  std::string death_;
  std::function<void()> watcher_;
  SessionWatcher session_watcher_;
  VerificationWatcher verification_watcher_;

  Instant powered_at_;                  // when uptime was 0
  Instant clock_base_, clock_at_base_;  // the clock said clock_at_base_ at clock_base_
  unsigned starts_ = 0;
  camera_pins driven_pins_{}, held_pins_{};
  bool joined_ = false;
  std::optional<RadioServe> serves_;
  Link* served_ = nullptr;  // the access point's link, while it serves
  std::optional<Ipv4Address> outer_address_;
  std::optional<EventQueue::Id> join_;

  std::optional<EventQueue::Id>
      resume_;              // the next turn, the end of one whose time has not come, or a restart
  bool finishing_ = false;  // the latter
  bool only_time_ = false;
  bool arrived_ = false;  // something came that the machine has not been resumed for
  camera_wait wait_{};
  std::uint64_t turns_ = 0;
  std::optional<HeapUse> heap_;
  std::optional<camera_work> work_;
};

}  // namespace tlscam
