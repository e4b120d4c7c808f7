#pragma once
#include <string>
#include <utility>

#include "sim/deploy/transport.h"

namespace tlscam {

/// `SimulatedUart` is the wire to a camera of the world. The camera is the far end: it calls receive(),
/// close() and open(), and is called with what is written.
class SimulatedUart : public Transport {
 public:
  /// `transmit` carries what is written to the camera. The queue, which is the world's, is borrowed.
  SimulatedUart(EventQueue& events, Receiver transmit) : Transport(events), transmit_(std::move(transmit)) {}

  void write(ByteView bytes) override {
    if (!closed() && !bytes.empty()) transmit_(bytes);
  }

  void receive(ByteView bytes) { deliver(bytes); }
  void close(std::string reason) { set_closed(std::move(reason)); }
  void open() { set_open(); }

 private:
  Receiver transmit_;
};

}  // namespace tlscam
