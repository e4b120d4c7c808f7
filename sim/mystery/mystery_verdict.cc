#include "sim/mystery/mystery_verdict.h"

#include "sim/words/mystery.h"

namespace tlscam {
namespace {

constexpr Duration kTrueClock = std::chrono::minutes(5);

bool is_off(Duration clock) {
  return clock > kTrueClock || clock < -kTrueClock;
}

bool is_other(const std::string& before, const std::string& now) {
  return !before.empty() && !now.empty() && before != now;
}

}  // namespace

std::string why_not_repaired(const MysteryRun& run, const MysteryObserved& observed) {
  const Mystery& mystery = run.mystery();
  const MysterySetup& setup = mystery.sound;
  const std::string &server = setup.server.camera, &client = setup.client.camera;
  if (!observed.connected)
    return words<"mystery.not_connected">({.client = client, .server = server, .port = setup.port});
  if (!observed.established) return words<"mystery.not_established">({.client = client, .server = server});
  if (!observed.server_proved) return words<"mystery.not_verified">({.client = client, .server = server});
  if (setup.shape.mutual && !observed.client_proved)
    return words<"mystery.not_verified">({.client = server, .server = client});
  if (observed.asked != server) return words<"mystery.other_name">({.client = client, .server = server});
  if (is_other(run.keys().authority, observed.keys.authority))
    return words<"mystery.other_authority">({.client = client, .authority = setup.authority.common_name});
  const bool key_may_change = mystery.kind->part == MysteryPart::server_key;
  if (!key_may_change && is_other(run.keys().server, observed.keys.server))
    return words<"mystery.other_key">({.camera = server});
  if (setup.shape.mutual && is_other(run.keys().client, observed.keys.client))
    return words<"mystery.other_key">({.camera = client});
  if (is_off(observed.client_clock)) return words<"mystery.clock_off">({.camera = client});
  if (setup.shape.mutual && is_off(observed.server_clock))
    return words<"mystery.clock_off">({.camera = server});
  if (!observed.answered) return words<"mystery.not_answered">({.server = server, .client = client});
  return {};
}

}  // namespace tlscam
