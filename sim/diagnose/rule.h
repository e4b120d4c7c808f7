#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/diagnose/cause.h"

// The table of causes. A rule is data: the symptoms by which it is met, the sentences that it says, and a
// function that looks at what else is known. diagnose.cc is what reads it.
//
// In texts, {name} stands for a fact of the case (see case.h); {name|words} says these words when the fact is
// not known. A sentence whose fact is not known is left out.

namespace tlscam {

class Case;

/// Where a symptom is seen: at the end that the cause is about, or at the other one.
enum class SeenBy { self, peer };

/// One sign of a cause.
struct Symptom {
  enum class Kind {
    none,
    words,   ///< the exception, or another program's message, has these words
    number,  ///< OSError with this number: mbedTLS (negative) or errno
    alert,   ///< this alert was sent by the end that the cause is about
    state,   ///< nothing is said; the judge looks at the connection and at who waits
  };
  Kind kind = Kind::none;
  SeenBy seen_by = SeenBy::self;
  int number = 0;
  std::string_view words;
};

/// The end that the cause is about raised or printed this.
constexpr Symptom says(std::string_view words) {
  return {Symptom::Kind::words, SeenBy::self, 0, words};
}
constexpr Symptom raises(int number) {
  return {Symptom::Kind::number, SeenBy::self, number, {}};
}
/// It is the other end that did.
constexpr Symptom peer_says(std::string_view words) {
  return {Symptom::Kind::words, SeenBy::peer, 0, words};
}
constexpr Symptom peer_raises(int number) {
  return {Symptom::Kind::number, SeenBy::peer, number, {}};
}
/// The end that the cause is about sent this alert (RFC 5246 section 7.2), or the other one reports it.
constexpr Symptom sends_alert(std::uint8_t number) {
  return {Symptom::Kind::alert, SeenBy::self, number, {}};
}
/// Nobody said anything, but look at it.
constexpr Symptom without_words() {
  return {Symptom::Kind::state, SeenBy::self, 0, {}};
}

struct StepText {
  StepKind kind = StepKind::advice;
  std::string_view text;
  std::string_view line;
  bool on_camera = false;  ///< Python that can be typed at the console of the end that the cause is about
};

constexpr StepText advice(std::string_view text) {
  return {StepKind::advice, text, {}, false};
}
constexpr StepText command(std::string_view text, std::string_view line) {
  return {StepKind::command, text, line, false};
}
/// A line of the script.
constexpr StepText python(std::string_view text, std::string_view line) {
  return {StepKind::python, text, line, false};
}
/// A line for the camera's console.
constexpr StepText console(std::string_view text, std::string_view line) {
  return {StepKind::python, text, line, true};
}
constexpr StepText lesson(std::string_view text, std::string_view id) {
  return {StepKind::lesson, text, id, false};
}
constexpr StepText link(std::string_view text, std::string_view address) {
  return {StepKind::link, text, address, false};
}

struct Rule {
  std::string_view id;
  std::array<Symptom, 9> symptoms{};
  /// How well the rest of what is known supports it; nullptr: the symptom alone, which is `fit`. May add
  /// facts.
  Fit (*judge)(Case&) = nullptr;
  Fit fit = Fit::likely;
  /// The first whose facts are known is the cause's line; the last must need none.
  std::array<std::string_view, 2> cause{};
  std::array<std::string_view, 3> evidence{};
  std::array<StepText, 3> steps{};
};

// By group, in the order in which causes of the same fit are ranked.
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
