#include "sim/service/attack/attacker.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

constexpr std::size_t kMostLearned = 500;
constexpr std::size_t kMostBytes = 4096;  // an entry keeps so many

void append(Learned& to, ByteView bytes) {
  const std::size_t room = kMostBytes - std::min(kMostBytes, to.bytes.size());
  bytes = bytes.first(std::min(room, bytes.size()));
  to.bytes.insert(to.bytes.end(), bytes.begin(), bytes.end());
}

}  // namespace

void Attacker::set_active(bool active) {
  if (std::exchange(active_, active) == active) return;
  active ? started() : stopped();
}

bool Attacker::goes_on_in_last(const Learned& news) const {
  if (news.kind != LearnedKind::text || learned_.empty()) return false;
  const Learned& last = learned_.back();
  return last.kind == news.kind && last.from == news.from && last.to == news.to && last.sealed == news.sealed;
}

bool Attacker::adds_up(const Learned& news) {
  if (news.kind != LearnedKind::size) return false;
  const auto same = [&](const Learned& one) {
    return one.kind == news.kind && one.from == news.from && one.to == news.to;
  };
  const auto found = std::ranges::find_if(learned_, same);
  if (found == learned_.end()) return false;
  found->size += news.size;
  return true;
}

void Attacker::learn(Learned news) {
  if (news.size == 0) news.size = news.bytes.size();
  if (goes_on_in_last(news)) {
    append(learned_.back(), news.bytes);
    learned_.back().size += news.size;
    return;
  }
  if (adds_up(news)) return;
  news.at = events_.now();
  if (news.bytes.size() > kMostBytes) news.bytes.resize(kMostBytes);
  learned_.push_back(std::move(news));
  ++learned_count_;
  if (learned_.size() > kMostLearned) learned_.pop_front();
}

}  // namespace tlscam
