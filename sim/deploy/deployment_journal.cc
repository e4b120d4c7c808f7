#include "sim/deploy/deployment_journal.h"

#include <algorithm>
#include <optional>

#include "sim/base/hex.h"
#include "sim/deploy/content_hash.h"
#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

constexpr std::string_view kFirstWord = "tlscam-deployment-1";
constexpr std::string_view kNone = "-";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kMostEntries = 10'000;

std::string or_none(const std::string& text) {
  return text.empty() ? std::string(kNone) : text;
}

/// A hash, or nothing for "-"; no value when it is neither.
std::optional<std::string> read_hash(std::string_view text) {
  if (text == kNone) return "";
  if (text.size() != kHashDigits || !from_hex(text)) return std::nullopt;
  return std::string(text);
}

/// A name in the deployment's own folder, which leads nowhere else; nothing for "-".
std::optional<std::string> read_name(std::string_view text) {
  if (text == kNone) return "";
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '~';
  });
  if (text.empty() || text.size() > kLongestName || !plain) return std::nullopt;
  return std::string(text);
}

std::optional<std::string> read_path(std::string_view digits) {
  const auto bytes = from_hex(digits);
  if (!bytes || bytes->empty() || bytes->size() > kLongestPath || bytes->front() != '/') return std::nullopt;
  return std::string(as_text(*bytes));
}

/// "PATH STAGED BACKUP NEW OLD".
std::optional<DeploymentJournal::Entry> read_entry(std::string_view line) {
  const auto target = read_path(take_field(line, ' '));
  const auto staged = read_name(take_field(line, ' '));
  const auto backup = read_name(take_field(line, ' '));
  const auto new_hash = read_hash(take_field(line, ' '));
  const auto old_hash = read_hash(line);
  if (!target || !staged || !backup || backup->empty() || !new_hash || !old_hash) return std::nullopt;
  if (staged->empty() != new_hash->empty()) return std::nullopt;
  return DeploymentJournal::Entry{*target, *staged, *backup, *new_hash, *old_hash};
}

}  // namespace

std::string DeploymentJournal::to_text() const {
  std::string text = fmt::format("{} {}\n", kFirstWord, generation);
  for (const Entry& entry : entries)
    text += fmt::format("{} {} {} {} {}\n", to_hex(as_bytes(entry.target)), or_none(entry.staged),
                        entry.backup, or_none(entry.new_hash), or_none(entry.old_hash));
  return text + fmt::format("end {}\n", content_hash(as_bytes(text)));
}

Result<DeploymentJournal> parse_journal(std::string_view text) {
  const auto bad = [](std::string_view line) {
    return fail("the journal of deployments on the board makes no sense at '{}'", line.substr(0, 80));
  };
  DeploymentJournal journal;
  std::string_view rest = text;
  std::string_view first = take_field(rest, '\n');
  if (take_field(first, ' ') != kFirstWord) return bad(text);
  const auto generation = to_number<std::uint32_t>(first);
  if (!generation) return bad(first);
  journal.generation = *generation;
  while (!rest.empty()) {
    const std::string_view vouched = text.substr(0, text.size() - rest.size());
    std::string_view line = take_field(rest, '\n');
    if (line.starts_with("end ")) {
      line.remove_prefix(4);
      if (!rest.empty() || line != content_hash(as_bytes(vouched))) return bad(line);
      return journal;
    }
    auto entry = read_entry(line);
    if (!entry || journal.entries.size() >= kMostEntries) return bad(line);
    journal.entries.push_back(std::move(*entry));
  }
  return bad("its end");
}

}  // namespace tlscam
