#include "sim/dissect/tree/explanations.h"

namespace tlscam {
namespace {

constexpr std::string_view kValue = "{value}";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

/// No value for a paragraph about a value that is not there.
std::string filled(std::string text, const std::string& value) {
  for (std::size_t at = text.find(kValue); at != text.npos; at = text.find(kValue, at + value.size())) {
    if (value.empty()) return {};
    text.replace(at, kValue.size(), value);
  }
  return text;
}

}  // namespace

Result<void> Explanations::add(std::string_view file) {
  std::vector<std::string>* text = nullptr;  // the section's
  bool begun = false;                        // a paragraph that goes on
  while (!file.empty()) {
    const std::string_view line = trimmed(next_line(file));
    if (line.starts_with("### ")) {
      const std::size_t equals = line.find(" = ");
      if (equals == line.npos) return fail("\"{}\" names no value", line);
      const auto found = all_.find(trimmed(line.substr(4, equals - 4)));
      if (found == all_.end()) return fail("\"{}\" stands before the field itself", line);
      text = &found->second.values[std::string(trimmed(line.substr(equals + 3)))];
    } else if (line.starts_with('#')) {
      const std::size_t begin = line.find_first_not_of('#');
      const std::size_t colon = line.find(": ");
      if (colon == line.npos) return fail("\"{}\" is no heading of an explanation", line);
      Explanation& explanation = all_[std::string(trimmed(line.substr(begin, colon - begin)))];
      explanation.title = trimmed(line.substr(colon + 2));
      text = &explanation.text;
    } else if (!line.empty()) {
      if (!text) return fail("text before the first heading: \"{}\"", line);
      if (begun) {
        text->back() += ' ';
        text->back() += line;
      } else {
        text->emplace_back(line);
      }
      begun = true;
      continue;
    }
    begun = false;
  }
  return {};
}

const std::string& Explanations::title(std::string_view id) const {
  static const std::string kNone;
  const auto found = all_.find(id);
  return found == all_.end() ? kNone : found->second.title;
}

std::vector<std::string> Explanations::about(const Field& field) const {
  return title(field.about()).empty() ? std::vector<std::string>() : about(field.about(), field.value());
}

std::vector<std::string> Explanations::about(std::string_view id, const std::string& value) const {
  std::vector<std::string> paragraphs;
  const auto found = all_.find(id);
  if (found == all_.end()) return paragraphs;
  const auto take = [&](const std::vector<std::string>& text) {
    for (const std::string& one : text) {
      if (std::string paragraph = filled(one, value); !paragraph.empty()) {
        paragraphs.push_back(std::move(paragraph));
      }
    }
  };
  take(found->second.text);
  if (const auto special = found->second.values.find(value); special != found->second.values.end()) {
    take(special->second);
  }
  return paragraphs;
}

}  // namespace tlscam
