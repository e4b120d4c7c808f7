#include "sim/diagnose/pasted_text.h"

#include <algorithm>
#include <charconv>

#include "sim/diagnose/error_number.h"
#include "sim/diagnose/script_text.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostText = 64u << 10;
constexpr std::size_t kMostNumbers = 8;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string as_text(std::string_view bytes) {
  if (bytes.size() > kMostText) bytes.remove_prefix(bytes.size() - kMostText);
  std::string text(bytes);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c != '\n' && (byte < 0x20 || byte == 0x7F)) c = ' ';
  }
  return text;
}

// `find_exception` finds the exceptions of MicroPython and Python that matter here; any word may precede
// "Error".
std::size_t find_exception(std::string_view line) {
  for (const std::string_view ending : {"Error:", "Error(", "Exception:", "Exception("}) {
    std::size_t at = line.find(ending);
    if (at == std::string_view::npos) continue;
    while (at > 0 && is_word(line[at - 1])) --at;
    return at;
  }
  return std::string_view::npos;
}

// `exceptions_in` takes all exceptions in the text, each once: the rest of its line, and the next line if its
// message begins there.
std::vector<std::string> exceptions_in(std::string_view text) {
  std::vector<std::string> found;
  bool wants_more = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with(' ')) line.remove_suffix(1);
    if (const std::size_t at = find_exception(line); at != std::string_view::npos) {
      std::erase(found, line.substr(at));
      found.emplace_back(line.substr(at));
      wants_more = line.ends_with(':');
    } else if (wants_more && !line.empty()) {
      found.back() += " " + std::string(line);
      wants_more = false;
    }
  }
  return found;
}

// --- numbers

// `as_number` reads a number that stands alone: "-30592", "0x7780", "-0x7780", "104".
std::optional<int> as_number(std::string_view word) {
  const bool negative = word.starts_with('-');
  if (negative) word.remove_prefix(1);
  const bool hex = word.starts_with("0x") || word.starts_with("0X");
  if (hex) word.remove_prefix(2);
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != word.data() + word.size() || value <= 0) return std::nullopt;
  // In places mbedTLS writes its codes as positive hexadecimal numbers.
  return negative || hex ? -value : value;
}

void add(std::vector<ErrorName>& numbers, const std::optional<ErrorName>& one) {
  if (!one || numbers.size() == kMostNumbers) return;
  const auto same = [&](const ErrorName& other) { return other.number == one->number; };
  if (std::ranges::none_of(numbers, same)) numbers.push_back(*one);
}

// Names count anywhere. Numbers count only where nothing else can be meant: large negative ones, those of
// OSError and Errno, and one that is the whole text.
std::vector<ErrorName> find_numbers(std::string_view text) {
  std::vector<ErrorName> numbers;
  if (const auto number = error_number(text)) add(numbers, error_name(*number));
  std::size_t words = 0;
  std::optional<int> only;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at]) && text[at] != '-') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    ++words;
    const bool after_errno = at >= 6 && text.substr(at - 6, 6) == "Errno ";
    if (word.starts_with("MBEDTLS_ERR_") || (word.size() > 3 && word.starts_with('E'))) {
      add(numbers, error_by_name(word));
    } else if (const auto number = as_number(word)) {
      if (words <= 2) only = number;
      if (after_errno || *number <= -0x100) add(numbers, error_name(*number));
    }
    at = end;
  }
  const bool says_only_a_number = words == 1 || (words == 2 && numbers.empty() && has(text, "rror"));
  if (says_only_a_number && only) add(numbers, error_name(*only));
  return numbers;
}

// --- alerts

struct FoundAlert {
  std::uint8_t number = 0;
  AlertSender sender = AlertSender::unknown;  ///< the client is who printed the text
};

// `kTraces` is what programs print around an alert: openssl (errors, -state, -msg), curl -v, gnutls-cli.
struct Trace {
  std::string_view words;
  AlertSender sender;
};
constexpr Trace kTraces[] = {
    {"alert write:", AlertSender::client},   {">>> TLS", AlertSender::client},
    {">>> DTLS", AlertSender::client},       {"(OUT), TLS alert", AlertSender::client},
    {"alert read:", AlertSender::server},    {"<<< TLS", AlertSender::server},
    {"<<< DTLS", AlertSender::server},       {"(IN), TLS alert", AlertSender::server},
    {"Received alert", AlertSender::server}, {"SSL alert number", AlertSender::server},
    {"sslv3 alert ", AlertSender::server},   {"tlsv1 alert ", AlertSender::server},
    {"tlsv13 alert ", AlertSender::server}};

AlertSender sender_in(std::string_view line) {
  for (const Trace& trace : kTraces)
    if (has(line, trace.words)) return trace.sender;
  return AlertSender::unknown;
}

std::string_view line_around(std::string_view text, std::size_t at) {
  const std::size_t begin = text.rfind('\n', at) + 1;  // npos + 1 is the beginning
  return text.substr(begin, text.find('\n', at) - begin);
}

// `alert_number_at` reads the digits after "alert", "alert number" or "alert [".
std::optional<std::uint8_t> alert_number_at(std::string_view behind) {
  for (const std::string_view skip : {" number", " "}) {
    if (behind.starts_with(skip)) behind.remove_prefix(skip.size());
  }
  while (behind.starts_with(' ') || behind.starts_with('[')) behind.remove_prefix(1);
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(behind.data(), behind.data() + behind.size(), number);
  if (error != std::errc()) return std::nullopt;
  if (end != behind.data() + behind.size() && is_word(*end)) return std::nullopt;
  return number;
}

// `kFillers` is what programs write between "alert" and its name, in small letters.
constexpr std::string_view kFillers[] = {"read",   "write", "fatal", "warning",
                                         "length", "0002",  "level", "description"};

// Examples are "tlsv1 alert unknown ca", "alert: certificate_unknown", "alert read:fatal:unknown CA",
// "Alert [length 0002], fatal unknown_ca", "Alert (Level: Fatal, Description: Unknown CA)".
std::optional<std::uint8_t> alert_name_at(std::string_view behind) {
  std::string line(behind.substr(0, behind.find('\n')));
  std::ranges::transform(line, line.begin(), [](char c) {
    if (c == '_') return ' ';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  std::string_view words = line;
  for (bool more = true; more;) {
    words.remove_prefix(std::min(words.find_first_not_of(" :,()[]"), words.size()));
    const auto filler =
        std::ranges::find_if(kFillers, [&](std::string_view one) { return words.starts_with(one); });
    more = filler != std::end(kFillers);
    if (more) words.remove_prefix(filler->size());
  }
  for (unsigned number = 0; number < 256; ++number) {
    std::string name = tls_alert_name(static_cast<std::uint8_t>(number));
    if (name.empty() || is_digit(name.back())) continue;
    std::ranges::replace(name, '_', ' ');
    if (words.starts_with(name)) return static_cast<std::uint8_t>(number);
  }
  return std::nullopt;
}

// A number counts more than a name, and whatever failed more than the orderly end after it.
std::optional<FoundAlert> find_alert(std::string_view text) {
  std::optional<FoundAlert> named;
  for (std::size_t at = 0;;) {
    at = std::min(text.find("alert", at), text.find("Alert", at));
    if (at == std::string_view::npos) return named;
    const AlertSender sender = sender_in(line_around(text, at));
    at += 5;
    if (const auto number = alert_number_at(text.substr(at))) return FoundAlert{*number, sender};
    const auto name = alert_name_at(text.substr(at, 60));
    if (name && (!named || named->number == 0)) named = FoundAlert{*name, sender};
  }
}

// The names of mbedTLS's errors contain the letters, too.
bool speaks_of_dtls(std::string_view text) {
  for (std::size_t at = 0; (at = text.find("DTLS", at)) != std::string_view::npos; ++at) {
    if (at == 0 || !(text[at - 1] >= 'A' && text[at - 1] <= 'Z')) return true;
  }
  return false;
}

bool is_script(std::string_view text) {
  return has(text, "wrap_socket(") || has(text, "SSLContext(");
}

}  // namespace

PastedText read_pasted_text(std::string_view pasted) {
  const std::string text = as_text(pasted);
  PastedText read;
  read.numbers = find_numbers(text);
  FailureEvidence& evidence = read.evidence;
  evidence.roles_known = false;
  SideEvidence& self = evidence.client;
  // Two exceptions are what both ends printed.
  const std::vector<std::string> exceptions = exceptions_in(text);
  if (!exceptions.empty()) self.exception = exceptions.back();
  if (exceptions.size() > 1) evidence.server.exception = exceptions[exceptions.size() - 2];
  if (is_script(text)) self.script = text;
  // Messages of other programs have no fixed form, so they count only without a script, which has many words
  // that look like one.
  if (self.exception.empty() && self.script.empty()) self.exception = text;
  if (!error_number(self.exception) && !read.numbers.empty())
    self.exception = "OSError(" + std::to_string(read.numbers.front().number) + ",) " + self.exception;
  evidence.datagrams = speaks_of_dtls(text);
  if (const auto alert = find_alert(text)) evidence.alert = AlertEvidence{alert->number, alert->sender};
  return read;
}

}  // namespace tlscam
