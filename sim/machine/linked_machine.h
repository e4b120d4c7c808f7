#pragma once
#include "camera_link.h"
#include "sim/machine/machine.h"

namespace tlscam {

/// A machine that speaks the messages of camera_link.h. How their bytes get to the camera and back is what
/// its kinds differ in.
class LinkedMachine : public Machine {
 public:
  /// The message that a camera is started with.
  static Bytes boot_message(const MachineBoot& boot);

  void give_frame(int interface, ByteView frame) override;
  void give_uart(ByteView bytes) override;
  void give_links(unsigned links_up) override;
  void give_networks(const std::vector<camera_radio_network>& networks) override;
  void give_radio_status(int status) override;
  void give_stations(const std::vector<MacAddress>& stations) override;
  void give_pins(const camera_pins& outer) override;
  void give_clock(Duration uptime, Instant clock) override;
  void ask_use() override;
  MachineTurn run(Duration uptime, Duration horizon) override;

 protected:
  /// `outbox`: what is said before everything else.
  explicit LinkedMachine(Bytes outbox) : outbox_(std::move(outbox)) {}

  /// Hands over all events since the last turn, and RESUME; false when the camera has died.
  virtual bool send(ByteView events) = 0;
  /// Takes the next `size` bytes that the camera says in its turn; false when it has died.
  virtual bool receive(void* data, std::size_t size) = 0;
  /// Why send() or receive() failed, for people; as MachineTurn::death.
  virtual std::string death() = 0;
  /// What a system call is for, as the end of "it asked ".
  virtual std::string purpose_of_call(std::uint32_t number) const;

 private:
  void put(camera_link_message type, int argument, ByteView payload);
  bool take(const camera_link_header& header, Duration horizon, MachineTurn& turn) const;
  MachineTurn died(MachineTurn turn);
  static MachineTurn talked_too_much(MachineTurn turn);
  static void add_uart(ByteView printed, MachineTurn& turn);

  Bytes outbox_, payload_;
  bool ask_use_ = false;
};

}  // namespace tlscam
