#include "sim/diagnose/diagnose.h"

#include <algorithm>

#include "sim/diagnose/case.h"
#include "sim/diagnose/chain_evidence.h"
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
  cause.is_advice = rule.nature == RuleNature::advice;
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

// Bytes that were changed on their way make every other reason uncertain, whatever the ends reported.
Fit limited(const Rule& rule, const FailureEvidence& evidence, Fit fit) {
  const bool stays = rule.nature == RuleNature::advice || rule.nature == RuleNature::changed_bytes;
  return !evidence.changed_on_the_way || stays ? fit : std::min(fit, Fit::possible);
}

// `apply` returns the best that the rule can say about this end.
std::optional<Cause> apply(const Rule& rule, const FailureEvidence& evidence, const ChainVerdicts& verdicts,
                           bool client) {
  for (const Symptom& symptom : rule.symptoms) {
    if (!is_met(symptom, evidence, client)) continue;
    const SideEvidence& self = client ? evidence.client : evidence.server;
    const bool by_alert = symptom.kind == Symptom::Kind::alert;
    // An end that raised an exception has said more than its alert does.
    if (by_alert && !self.exception.empty()) continue;
    const auto& verdict = client ? verdicts.by_client : verdicts.by_server;
    Case the_case(evidence, client, by_alert ? SeenBy::peer : symptom.seen_by, symptom.kind,
                  verdict ? &*verdict : nullptr);
    const Fit fit = limited(rule, evidence, rule.judge ? rule.judge(the_case) : rule.fit);
    if (fit == Fit::no) return std::nullopt;
    return say(rule, the_case, fit);
  }
  return std::nullopt;
}

}  // namespace

std::vector<Cause> diagnose(const FailureEvidence& evidence) {
  std::vector<Cause> causes;
  const ChainVerdicts verdicts = judge_chains(evidence);
  for (const auto& group : kGroups) {
    for (const Rule& rule : group()) {
      auto one = apply(rule, evidence, verdicts, true);
      auto other = apply(rule, evidence, verdicts, false);
      if (other && (!one || other->fit > one->fit)) one = std::move(other);
      if (one) causes.push_back(std::move(*one));
    }
  }
  std::ranges::stable_sort(causes, std::ranges::greater(), &Cause::fit);
  std::ranges::stable_sort(causes, {}, &Cause::is_advice);  // whatever failed comes before advice
  return causes;
}

bool is_before_connection(std::string_view exception) {
  FailureEvidence evidence;
  evidence.client.exception = exception;
  const auto is_met_by = [&](const Rule& rule) {
    return std::ranges::any_of(rule.symptoms, [&](const Symptom& symptom) {
      return symptom.kind != Symptom::Kind::state && is_met(symptom, evidence, true);
    });
  };
  if (std::ranges::any_of(file_rules(), is_met_by)) return true;
  for (const auto& group : {network_rules(), script_rules(), datagram_rules()}) {
    for (const Rule& rule : group)
      if (rule.nature == RuleNature::before_connection && is_met_by(rule)) return true;
  }
  return false;
}

}  // namespace tlscam
