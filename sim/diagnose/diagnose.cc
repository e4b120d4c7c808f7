#include "sim/diagnose/diagnose.h"

#include <algorithm>

#include "sim/diagnose/case.h"
#include "sim/diagnose/error_number.h"
#include "sim/diagnose/rule.h"

namespace tlscam {
namespace {

// Causes with the same fit are ranked in this order.
constexpr std::span<const Rule> (*kGroups[])() = {file_rules,     time_rules,      name_rules,
                                                  signer_rules,   handshake_rules, negotiation_rules,
                                                  datagram_rules, network_rules,   script_rules};

bool mentions(const SideEvidence& side, std::string_view words) {
  return side.exception.find(words) != std::string::npos;
}

bool is_met(const Symptom& symptom, const FailureEvidence& evidence, bool client) {
  const SideEvidence& self = client ? evidence.client : evidence.server;
  const SideEvidence& peer = client ? evidence.server : evidence.client;
  const SideEvidence& seen_by = symptom.seen_by == SeenBy::self ? self : peer;
  switch (symptom.kind) {
    case Symptom::Kind::none:
      return false;
    case Symptom::Kind::words:
      return mentions(seen_by, symptom.words);
    case Symptom::Kind::number: {
      const auto number = error_number(seen_by.exception);
      return number && (*number == symptom.number || high_level_of(*number) == symptom.number);
    }
    case Symptom::Kind::alert:
      return evidence.alert && evidence.alert->from_client == client &&
             evidence.alert->number == symptom.number;
    case Symptom::Kind::state:
      return true;
  }
  return false;
}

Cause say(const Rule& rule, const Case& the_case, Fit fit) {
  Cause cause;
  cause.id = rule.id;
  cause.fit = fit;
  for (const std::string_view text : rule.cause) {
    const auto filled = text.empty() ? std::nullopt : the_case.fill(text);
    if (!filled) continue;
    cause.cause = *filled;
    break;
  }
  for (const std::string_view text : rule.evidence) {
    if (auto filled = text.empty() ? std::nullopt : the_case.fill(text)) cause.evidence.push_back(*filled);
  }
  for (const StepText& step : rule.steps) {
    if (step.text.empty()) continue;
    auto text = the_case.fill(step.text);
    auto line = the_case.fill(step.line);
    if (text && line)
      cause.next_steps.push_back({step.kind, *text, *line, step.on_camera ? the_case.who.name : ""});
  }
  return cause;
}

// `apply` returns the best that the rule can say about this end.
std::optional<Cause> apply(const Rule& rule, const FailureEvidence& evidence, bool client) {
  for (const Symptom& symptom : rule.symptoms) {
    if (!is_met(symptom, evidence, client)) continue;
    const SideEvidence& self = client ? evidence.client : evidence.server;
    const bool by_alert = symptom.kind == Symptom::Kind::alert;
    // An end that raised an exception has said more than its alert does.
    if (by_alert && !self.exception.empty()) continue;
    Case the_case(evidence, client, by_alert ? SeenBy::peer : symptom.seen_by, symptom.kind);
    const Fit fit = rule.judge ? rule.judge(the_case) : rule.fit;
    if (fit == Fit::no) return std::nullopt;
    return say(rule, the_case, fit);
  }
  return std::nullopt;
}

}  // namespace

std::vector<Cause> diagnose(const FailureEvidence& evidence) {
  std::vector<Cause> causes;
  for (const auto& group : kGroups) {
    for (const Rule& rule : group()) {
      auto one = apply(rule, evidence, true);
      auto other = apply(rule, evidence, false);
      if (other && (!one || other->fit > one->fit)) one = std::move(other);
      if (one) causes.push_back(std::move(*one));
    }
  }
  std::ranges::stable_sort(causes, std::ranges::greater(), &Cause::fit);
  return causes;
}

bool is_before_connection(std::string_view exception) {
  FailureEvidence evidence;
  evidence.client.exception = exception;
  for (const Rule& rule : file_rules()) {
    for (const Symptom& symptom : rule.symptoms) {
      if (is_met(symptom, evidence, true)) return true;
    }
  }
  for (const Rule& rule : network_rules()) {
    if (rule.id != "name-not-found" && rule.id != "port-in-use") continue;
    for (const Symptom& symptom : rule.symptoms) {
      if (symptom.kind != Symptom::Kind::state && is_met(symptom, evidence, true)) return true;
    }
  }
  return false;
}

}  // namespace tlscam
