#include "sim/lab/session/output_feed.h"

#include <algorithm>

namespace tlscam {

void OutputFeed::add(Instant at, const std::string& camera, ByteView bytes) {
  const std::string shown = guards_[camera].pass(bytes);
  if (shown.empty()) return;
  chunks_.push_back({at, {camera, Bytes(shown.begin(), shown.end())}});
  bytes_ += shown.size();
  while (bytes_ > kMost && chunks_.size() > 1) {
    bytes_ -= chunks_.front().chunk.bytes.size();
    chunks_.pop_front();
    ++first_;
  }
}

std::vector<OutputChunk> OutputFeed::read(std::uint64_t& position) const {
  std::vector<OutputChunk> read;
  for (std::uint64_t at = std::max(position, first_); at < end(); ++at)
    read.push_back(chunks_[at - first_].chunk);
  position = end();
  return read;
}

void OutputFeed::forget_after(Instant at) {
  guards_.clear();
  for (Entry& entry : chunks_) {
    if (entry.at <= at) continue;
    bytes_ -= entry.chunk.bytes.size();
    entry.chunk.bytes.clear();
  }
}

}  // namespace tlscam
