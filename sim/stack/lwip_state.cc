#include "sim/stack/lwip_state.h"

#include <lwip/init.h>
#include <lwip/sys.h>
#include <lwip_instance.h>

#include <cstdio>

namespace tlscam {
namespace {

std::recursive_mutex lwip_mutex;
LwipState* in_use = nullptr;  // whose state lwIP's variables hold

Bytes save() {
  Bytes bytes(tlscam_lwip_state_size());
  tlscam_lwip_save(bytes.data());
  return bytes;
}

// The state before anybody used lwIP in this process.
const Bytes& untouched_state() {
  static const Bytes state = save();
  return state;
}

}  // namespace

LwipState::LwipState(EventQueue& events, std::uint64_t seed)
    : events_(events), started_(events.now()), random_(seed), saved_(untouched_state()) {
  const LwipInUse use(*this);
  lwip_init();
}

LwipState::~LwipState() {
  const std::unique_lock lock(lwip_mutex);
  if (in_use == this) in_use = nullptr;
}

std::uint32_t LwipState::milliseconds() const {
  const auto passed = std::chrono::floor<std::chrono::milliseconds>(events_.now() - started_);
  return static_cast<std::uint32_t>(passed.count());
}

LwipInUse::LwipInUse(LwipState& state) : lock_(lwip_mutex) {
  if (in_use == &state) return;
  if (in_use != nullptr) tlscam_lwip_save(in_use->saved_.data());
  tlscam_lwip_load(state.saved_.data());
  in_use = &state;
}

// These are what lwIP asks for (sim/third_party/lwip).
extern "C" {

u32_t sys_now() {
  return in_use == nullptr ? 0 : in_use->milliseconds();
}

std::uint32_t tlscam_lwip_random() {
  return in_use == nullptr ? 0 : in_use->random();
}

void tlscam_lwip_assert(const char* file, int line) {
  std::fprintf(stderr, "tlscam: lwIP is in a state that it rules out (%s:%d)\n", file, line);
}

}  // extern "C"

}  // namespace tlscam
