#include "sim/lesson/lesson_markdown.h"

#include <algorithm>
#include <array>

#include "sim/scene/scene_json_value.h"

namespace tlscam {
namespace {

constexpr std::string_view kRule = "---";
constexpr std::string_view kSection = "## ";
constexpr std::string_view kId = "{#";

// These fenced blocks have a meaning; others remain part of the Markdown.
constexpr std::array<std::string_view, 10> kBlocks = {"workstation", "console", "script", "edit",    "press",
                                                      "output",      "check",   "note",   "predict", "hint"};
constexpr std::array<std::string_view, 4> kLanguages = {"text", "python", "sh", "json"};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

// `fence_length` counts the backticks at the beginning of a line.
std::size_t fence_length(std::string_view line) {
  return std::min(line.find_first_not_of('`'), line.size());
}

bool is_fence(std::string_view line) {
  return fence_length(line) >= 3 && line.find('`', fence_length(line)) == std::string_view::npos;
}

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// "Set the clock" -> "set-the-clock"
std::string id_of(std::string_view title) {
  std::string id;
  for (const char c : title) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_id_character(small)) {
      id += small;
    } else if (!id.empty() && !id.ends_with('-')) {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

  Result<LessonMarkdown> parse() {
    if (auto read = read_front_matter(); !read) return tl::unexpected(read.error());
    lesson_.sections.push_back({{}, {}, {}, line_number_ + 1});
    while (next_line()) {
      Result<void> read;
      if (is_fence(line_)) {
        read = read_fenced();
      } else if (line_.starts_with(kSection)) {
        read = begin_section();
      } else if (line_.starts_with("# ")) {
        read = wrong("the title stands in the front matter; a step begins with \"## \"");
      } else {
        add_markdown();
      }
      if (!read) return tl::unexpected(read.error());
    }
    end_markdown();
    return std::move(lesson_);
  }

 private:
  bool next_line() {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    ++line_number_;
    return true;
  }

  template <class... Args>
  tl::unexpected<Error> wrong(fmt::format_string<Args...> text, Args&&... args) const {
    return fail("{}:{}: {}", name_, std::max(line_number_, 1),
                fmt::format(text, std::forward<Args>(args)...));
  }

  Result<void> read_front_matter() {
    if (!next_line() || line_ != kRule)
      return wrong("it begins with front matter: a line ---, lines such as \"id: my-lesson\", a line ---");
    while (next_line()) {
      if (line_ == kRule) return {};
      if (trim(line_).empty()) continue;
      const std::size_t colon = line_.find(':');
      const std::string key(trim(line_.substr(0, colon)));
      if (colon == std::string_view::npos || key.empty())
        return wrong("front matter has lines such as \"minutes: 10\"");
      if (lesson_.front_matter.contains(key)) return wrong("the key \"{}\" stands here twice", key);
      lesson_.front_matter[key] = read_value(trim(line_.substr(colon + 1)));
    }
    return wrong("the front matter has no end; a line --- ends it");
  }

  FrontMatterValue read_value(std::string_view text) const {
    FrontMatterValue value{std::string(text), {}, false, line_number_};
    if (!text.starts_with('[') || !text.ends_with(']')) return value;
    value.is_list = true;
    text = text.substr(1, text.size() - 2);
    while (!text.empty()) {
      const std::size_t comma = std::min(text.find(','), text.size());
      if (const auto part = trim(text.substr(0, comma)); !part.empty()) value.list.emplace_back(part);
      text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return value;
  }

  Result<void> begin_section() {
    end_markdown();
    auto title = trim(line_.substr(kSection.size()));
    std::string id = id_of(title);
    if (const std::size_t mark = title.find(kId); mark != std::string_view::npos && title.ends_with('}')) {
      id = title.substr(mark + kId.size(), title.size() - mark - kId.size() - 1);
      title = trim(title.substr(0, mark));
      if (!is_lesson_id(id)) return wrong("the id \"{}\" has small letters, digits and hyphens only", id);
    }
    if (title.empty()) return wrong("the heading is empty");
    lesson_.sections.push_back({std::string(title), std::move(id), {}, line_number_});
    return {};
  }

  void add_markdown() {
    if (markdown_.empty()) {
      if (trim(line_).empty()) return;
      markdown_line_ = line_number_;
    }
    markdown_.append(line_).append("\n");
  }

  void end_markdown() {
    while (markdown_.ends_with('\n')) markdown_.pop_back();
    if (markdown_.empty()) return;
    lesson_.sections.back().pieces.push_back({false, {}, std::move(markdown_), markdown_line_});
    markdown_.clear();
  }

  Result<void> read_fenced() {
    const std::size_t fence = fence_length(line_);
    MarkdownPiece piece{true, words_of(line_.substr(fence)), {}, line_number_};
    const std::string opening(line_);
    const std::string kind = piece.info.empty() ? "" : piece.info.front();
    const bool plain = kind.empty() || std::ranges::find(kLanguages, kind) != kLanguages.end();
    if (!plain && std::ranges::find(kBlocks, kind) == kBlocks.end())
      return wrong("no such block \"{}\"{}", kind, did_you_mean(kind, {kBlocks.begin(), kBlocks.end()}));
    if (plain) add_markdown();
    while (next_line()) {
      if (fence_length(line_) >= fence && trim(line_.substr(fence_length(line_))).empty()) {
        if (plain) {
          add_markdown();
        } else {
          end_markdown();
          lesson_.sections.back().pieces.push_back(std::move(piece));
        }
        return {};
      }
      if (plain) {
        markdown_.append(line_).append("\n");
      } else {
        piece.text.append(line_).append("\n");
      }
    }
    line_number_ = piece.line;
    return wrong("the block {} has no end; a line {} ends it", opening, opening.substr(0, fence));
  }

  std::string_view rest_;
  const std::string& name_;
  std::string_view line_;
  int line_number_ = 0;
  std::string markdown_;
  int markdown_line_ = 0;
  LessonMarkdown lesson_;
};

}  // namespace

bool is_lesson_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c == '-' || is_id_character(c); });
}

Result<LessonMarkdown> parse_lesson_markdown(std::string_view text, const std::string& name) {
  if (text.size() > kMaxLessonBytes)
    return fail("{}: {} bytes; a lesson has at most {}", name, text.size(), kMaxLessonBytes);
  return Parser(text, name).parse();
}

}  // namespace tlscam
