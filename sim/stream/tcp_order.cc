#include "sim/stream/tcp_order.h"

namespace tlscam {
namespace {

/// A window reaches at most 2^16 bytes, scaled by up to 2^14 (RFC 7323 section 2.3); no node here scales by
/// so much.
constexpr std::int64_t kReach = 1 << 24;

}  // namespace

std::optional<StreamRange> TcpOrder::locate(std::uint32_t sequence, std::size_t size) const {
  const std::int64_t distance = ahead(sequence);
  if (distance > kReach || distance < -kReach) return std::nullopt;
  const std::int64_t begin = static_cast<std::int64_t>(next_) + distance;
  const std::int64_t end = begin + static_cast<std::int64_t>(size);
  if (end < 0) return std::nullopt;
  return StreamRange{static_cast<std::uint64_t>(std::max<std::int64_t>(begin, 0)),
                     static_cast<std::uint64_t>(end)};
}

}  // namespace tlscam
