#include "sim/diagnose/diagnose.h"

#include <algorithm>

#include "sim/diagnose/case.h"
#include "sim/diagnose/chain_evidence.h"
#include "sim/diagnose/error_number.h"
#include "sim/diagnose/rule.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

// Causes with the same fit are ranked in this order.
constexpr std::span<const Rule> (*kGroups[])() = {file_rules,     time_rules,      name_rules,
                                                  signer_rules,   handshake_rules, negotiation_rules,
                                                  datagram_rules, network_rules,   script_rules};

bool names_alert(std::string_view text) {
  return has(text, "alert") || has(text, "Alert");
}

// The name of an alert that a program reports is not what that program found by itself: in "tlsv1 alert
// unknown ca" the other end did.
bool mentions(const SideEvidence& side, std::string_view words) {
  const std::string_view text = side.exception;
  for (std::size_t at = 0; (at = text.find(words, at)) != std::string_view::npos; ++at) {
    const std::string_view before = text.substr(0, at);
    const std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is the beginning
    if (!names_alert(line)) return true;
  }
  return false;
}

// An alert of which nobody knows who sent it is looked at once: as if the server had.
bool is_sent_by(const AlertEvidence& alert, bool client) {
  return (alert.sender == AlertSender::client) == client;
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
      return evidence.alert && evidence.alert->number == symptom.number &&
             is_sent_by(*evidence.alert, client == (symptom.seen_by == SeenBy::self));
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
    const bool by_alert = symptom.kind == Symptom::Kind::alert;
    const SideEvidence& seen_by =
        client == (symptom.seen_by == SeenBy::self) ? evidence.client : evidence.server;
    // An end that raised an exception has said more than its alert does; a program only names the alert.
    if (by_alert && !seen_by.exception.empty() && !names_alert(seen_by.exception)) continue;
    const auto& verdict = client ? verdicts.by_client : verdicts.by_server;
    // A pasted text counts as told by the client.
    const SeenBy told_by = by_alert ? (client ? SeenBy::self : SeenBy::peer) : symptom.seen_by;
    Case the_case(evidence, client, told_by, symptom.kind, verdict ? &*verdict : nullptr);
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
