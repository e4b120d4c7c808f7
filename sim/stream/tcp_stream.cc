#include "sim/stream/tcp_stream.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

/// More pieces than a window has segments do not wait behind a gap.
constexpr std::size_t kMostPieces = 4096;

}  // namespace

StreamRange TcpStream::sent(std::uint32_t sequence, ByteView bytes, Instant at) {
  const auto range = locate(sequence, bytes.size());
  if (!range) return {};
  const StreamRange repeated{std::min(range->begin, size()), std::min(range->end, size())};
  bytes = bytes.last(range->end - range->begin);
  if (range->begin > size()) {
    const bool room = waiting_bytes_ + bytes.size() <= waiting_limit_;
    if (room && waiting_.try_emplace(range->begin, Waiting{Bytes(bytes.begin(), bytes.end()), at}).second) {
      waiting_bytes_ += bytes.size();
    }
    return {};
  }
  append(range->begin, bytes, at);
  append_waiting();
  return repeated;
}

bool TcpStream::skip_gap(std::uint64_t end) {
  if (waiting_.empty() || waiting_.begin()->first >= end) return false;
  order_.advance(waiting_.begin()->first);
  append_waiting();
  return true;
}

void TcpStream::append_waiting() {
  while (!waiting_.empty() && waiting_.begin()->first <= size()) {
    const auto [offset, later] = *waiting_.begin();
    waiting_bytes_ -= later.bytes.size();
    waiting_.erase(waiting_.begin());
    append(offset, later.bytes, later.at);
  }
}

void TcpStream::append(std::uint64_t offset, ByteView bytes, Instant at) {
  const std::uint64_t known = size() - offset;
  if (known >= bytes.size()) return;
  bytes = bytes.subspan(known);
  fresh_.insert(fresh_.end(), bytes.begin(), bytes.end());
  order_.advance(size() + bytes.size());
  sendings_.push_back({size(), at});
}

Bytes TcpStream::take() {
  return std::exchange(fresh_, {});
}

Instant TcpStream::sent_at(std::uint64_t offset) {
  while (sendings_.size() > 1 && sendings_.front().end <= offset) sendings_.pop_front();
  return sendings_.empty() ? Instant::min() : sendings_.front().at;
}

void TcpStream::arrived(StreamRange range, Instant at) {
  if (pieces_.size() < kMostPieces) pieces_.emplace(range.begin, Piece{range.end, at});
}

std::optional<TcpStream::Arrival> TcpStream::next_arrival() {
  while (!pieces_.empty() && pieces_.begin()->first <= arrived_.end) {
    const Piece piece = pieces_.begin()->second;
    pieces_.erase(pieces_.begin());
    if (piece.end <= arrived_.end) continue;
    arrived_ = {piece.end, std::max(arrived_.at, piece.at)};
    return arrived_;
  }
  return std::nullopt;
}

}  // namespace tlscam
