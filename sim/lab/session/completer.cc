#include "sim/lab/session/completer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/machine/camera.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/shell.h"
#include "sim/world/world.h"

namespace tlscam {
namespace {

constexpr std::string_view kConnect = "connect ";
constexpr std::string_view kNeedBackslash = " \t\"'\\|&;()$`*?#<>";

/// TypedWord is the last word of a line as the shell reads it, and where it stands.
struct TypedWord {
  std::size_t begin = 0;     // in the line
  std::size_t replaced = 0;  // from here on the line is replaced: after a quote that is open
  std::size_t kept = 0;      // so much of `text` stands before that
  std::string text;
  char quote = 0;  // that is open
};

TypedWord last_word(std::string_view line) {
  TypedWord word;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool escapes = c == '\\' && word.quote != '\'' && at + 1 < line.size();
    if (escapes) {
      word.text += line[++at];
    } else if (word.quote != 0) {
      if (c == word.quote) {
        word.quote = 0;
      } else {
        word.text += c;
      }
    } else if (c == '\'' || c == '"') {
      word.quote = c;
      word.replaced = at + 1;
      word.kept = word.text.size();
    } else if (c == ' ' || c == '\t') {
      word = {at + 1, at + 1, 0, "", 0};
    } else {
      word.text += c;
    }
  }
  if (word.quote == 0) {
    word.replaced = word.begin;
    word.kept = 0;
  }
  return word;
}

// Writes a whole word so that the shell reads it as it is meant. An open quote ends with it, unless it can go
// on.
std::string written(const TypedWord& word, std::string_view whole, bool ends) {
  std::string text;
  const std::string_view special = word.quote == 0 ? kNeedBackslash : word.quote == '"' ? "\"\\$`" : "";
  for (const char c : whole.substr(word.kept)) {
    if (special.find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  if (ends && word.quote != 0) text += word.quote;
  return ends ? text + " " : text;
}

bool has_control_character(std::string_view name) {
  return std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

// The camera that `mpremote connect NAME` names; "" when the line has none.
std::string connected_camera(std::string_view line) {
  const std::size_t connect = line.find(kConnect);
  if (connect == std::string_view::npos) return "";
  const std::string_view rest = line.substr(connect + kConnect.size());
  return std::string(rest.substr(0, rest.find(' ')));
}

struct Name {
  std::string name;
  bool is_folder = false;
};

std::vector<Name> names_in(const Folder& folder, const std::string& path) {
  std::vector<Name> names;
  if (const auto entries = folder.list(path.empty() ? "." : path)) {
    for (const Folder::Entry& entry : *entries) names.push_back({entry.name, entry.is_folder});
  }
  return names;
}

std::vector<Name> names_in(Drive drive, const std::string& path) {
  std::vector<Name> names;
  if (const auto entries = drive.list(path)) {
    for (const DriveEntry& entry : *entries) names.push_back({entry.name, entry.is_folder});
  }
  return names;
}

}  // namespace

Candidates Completer::complete(std::string_view line, std::size_t cursor) const {
  const std::string_view typed = line.substr(0, cursor);
  const TypedWord word = last_word(typed);
  Candidates candidates{word.replaced, {}};
  const auto add = [&](const std::string& whole, bool ends) {
    if (whole.starts_with(word.text) && !has_control_character(whole))
      candidates.words.push_back(written(word, whole, ends));
  };
  const std::string_view before = typed.substr(0, word.begin);
  if (before.find_first_not_of(" \t") == std::string_view::npos) {
    for (const std::string& name : shell_.commands()) add(name, true);
    return candidates;
  }
  if (before.ends_with(kConnect)) {
    for (const auto& camera : world_.cameras()) add(camera->name(), true);
    return candidates;
  }
  const bool on_drive = word.text.starts_with(':');
  const std::string path = word.text.substr(on_drive ? 1 : 0);
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
  std::string beginning = on_drive ? ":" : "";
  if (slash != std::string::npos) beginning += path.substr(0, slash + 1);
  std::vector<Name> names;
  if (on_drive) {
    Camera* named = world_.find_camera(connected_camera(typed));
    names = names_in((named != nullptr ? named : world_.cameras().front().get())->drive(), folder);
  } else {
    names = names_in(folder_, folder);
  }
  for (const Name& name : names) add(beginning + name.name + (name.is_folder ? "/" : ""), !name.is_folder);
  return candidates;
}

}  // namespace tlscam
