#include "sim/machine/native_patience.h"

#include <fmt/format.h>
#include <poll.h>

namespace tlscam {

Patience::End Patience::wait(int descriptor, short events) {
  const auto until = std::chrono::steady_clock::now() + most_;
  for (;;) {
    pollfd waiting{descriptor, events, 0};
    if (::poll(&waiting, 1, static_cast<int>(slice().count())) > 0) return end_ = End::ready;
    if (interrupted_ != nullptr && interrupted_->load()) return end_ = End::interrupted;
    if (std::chrono::steady_clock::now() >= until) return end_ = End::hung;
  }
}

std::string Patience::death() const {
  if (end_ == End::interrupted) return "was stopped while it computed";
  return fmt::format("computed for {} s without coming back and was stopped", most_.count() / 1000);
}

}  // namespace tlscam
