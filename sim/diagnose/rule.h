#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/diagnose/cause.h"

// This header defines the table of causes. A rule is data: the symptoms that trigger it, the sentences that
// it says, and a function that looks at what else is known. diagnose.cc interprets the rules.
//
// In texts, {name} stands for a fact of the case (see case.h); {name|words} gives these words when the fact
// is not known. A sentence with an unknown fact is left out.

namespace tlscam {

class Case;

/// `SeenBy` says where a symptom is seen: at the end that the cause is about, or at the other end.
enum class SeenBy { self, peer };

/// `Symptom` is one sign of a cause.
struct Symptom {
  enum class Kind {
    none,
    words,   ///< the exception, or another program's message, contains these words
    number,  ///< OSError with this number: mbedTLS (negative) or errno
    alert,   ///< this alert was sent by the end that sees the symptom
    state,   ///< there is no message; the judge looks at the connection and at who is waiting
  };
  Kind kind = Kind::none;
  SeenBy seen_by = SeenBy::self;
  int number = 0;
  std::string_view words;
};

/// `says` means that the end that the cause is about raised or printed this.
constexpr Symptom says(std::string_view words) {
  return {Symptom::Kind::words, SeenBy::self, 0, words};
}
constexpr Symptom raises(int number) {
  return {Symptom::Kind::number, SeenBy::self, number, {}};
}
/// `peer_says` means that the other end did.
constexpr Symptom peer_says(std::string_view words) {
  return {Symptom::Kind::words, SeenBy::peer, 0, words};
}
constexpr Symptom peer_raises(int number) {
  return {Symptom::Kind::number, SeenBy::peer, number, {}};
}
/// `sends_alert` means that the end that the cause is about sent this alert (RFC 5246 section 7.2), as the
/// capture or the program that received it tells.
constexpr Symptom sends_alert(std::uint8_t number) {
  return {Symptom::Kind::alert, SeenBy::self, number, {}};
}
/// `receives_alert` means that the other end sent it.
constexpr Symptom receives_alert(std::uint8_t number) {
  return {Symptom::Kind::alert, SeenBy::peer, number, {}};
}
/// `without_words` is for a failure that nobody reported; the judge has to look at the evidence.
constexpr Symptom without_words() {
  return {Symptom::Kind::state, SeenBy::self, 0, {}};
}

struct StepText {
  StepKind kind = StepKind::advice;
  std::string_view text;
  std::string_view line;
  bool on_camera = false;  ///< Python to type at the console of the end that the cause is about
};

constexpr StepText advice(std::string_view text) {
  return {StepKind::advice, text, {}, false};
}
constexpr StepText command(std::string_view text, std::string_view line) {
  return {StepKind::command, text, line, false};
}
/// `python` is a line of the script.
constexpr StepText python(std::string_view text, std::string_view line) {
  return {StepKind::python, text, line, false};
}
/// `console` is a line for the camera's console.
constexpr StepText console(std::string_view text, std::string_view line) {
  return {StepKind::python, text, line, true};
}
constexpr StepText lesson(std::string_view text, std::string_view id) {
  return {StepKind::lesson, text, id, false};
}
constexpr StepText link(std::string_view text, std::string_view address) {
  return {StepKind::link, text, address, false};
}

/// `RuleNature` says what kind of thing a rule is about.
enum class RuleNature {
  failure,            ///< a connection failed
  changed_bytes,      ///< the network changed bytes: no other failure is certain then
  before_connection,  ///< it happens to a script before it has a connection
  advice,             ///< nothing failed for it
};

struct Rule {
  std::string_view id;
  std::array<Symptom, 9> symptoms{};
  /// `judge` says how well the other known facts support the cause. With nullptr the symptom alone counts, as
  /// `fit`. It may add facts.
  Fit (*judge)(Case&) = nullptr;
  Fit fit = Fit::likely;
  /// The first text whose facts are all known becomes the cause's line; the last must need none.
  std::array<std::string_view, 2> cause{};
  std::array<std::string_view, 3> evidence{};
  std::array<StepText, 5> steps{};
  RuleNature nature = RuleNature::failure;
};

// These are the groups, in the order in which causes with the same fit are ranked.
std::span<const Rule> file_rules();
std::span<const Rule> time_rules();
std::span<const Rule> name_rules();
std::span<const Rule> signer_rules();
std::span<const Rule> handshake_rules();
std::span<const Rule> negotiation_rules();
std::span<const Rule> datagram_rules();
std::span<const Rule> network_rules();
std::span<const Rule> script_rules();

}  // namespace tlscam
