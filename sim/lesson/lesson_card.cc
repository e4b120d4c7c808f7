#include "sim/lesson/lesson_card.h"

#include <algorithm>
#include <array>

namespace tlscam {
namespace {

constexpr std::string_view kHeading = "### ";
constexpr std::string_view kFence = "```";

struct Part {
  std::string_view title;
  std::string LessonCard::*text;
};
constexpr std::array<Part, 3> kParts = {
    {{"What it was", &LessonCard::what}, {"How to", &LessonCard::how}, {"Why it failed", &LessonCard::why}}};

class CardReader {
 public:
  explicit CardReader(const std::string& name) : name_(name) {}

  Result<LessonCard> read(const MarkdownPiece& piece) {
    std::string_view rest = piece.text;
    line_ = piece.line;
    const auto lines = std::ranges::count(rest, '\n') + 1;
    if (lines > kMostCardLines)
      return wrong("the card has {} lines; it has at most {}", lines, kMostCardLines);
    for (; !rest.empty(); ++line_) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (auto taken = take(rest.substr(0, end)); !taken) return tl::unexpected(taken.error());
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (auto ended = end_part(); !ended) return tl::unexpected(ended.error());
    if (at_ != kParts.size()) return wrong("the card ends without \"### {}\"", kParts[at_].title);
    return std::move(card_);
  }

 private:
  template <class... Args>
  tl::unexpected<Error> wrong(fmt::format_string<Args...> text, Args&&... args) const {
    return fail("{}:{}: {}", name_, line_, fmt::format(text, std::forward<Args>(args)...));
  }

  Result<void> take(std::string_view line) {
    if (line.starts_with(kFence)) fenced_ = !fenced_;
    if (!fenced_ && line.starts_with(kHeading)) return begin_part(line.substr(kHeading.size()));
    if (at_ == 0) {
      if (line.empty()) return {};
      return wrong("the card begins with \"### {}\"", kParts.front().title);
    }
    text_.append(line).append("\n");
    return {};
  }

  Result<void> begin_part(std::string_view title) {
    if (auto ended = end_part(); !ended) return ended;
    if (at_ == kParts.size()) return wrong("the card ends behind \"### {}\"", kParts.back().title);
    if (title != kParts[at_].title)
      return wrong("here stands \"### {}\", not \"### {}\"", kParts[at_].title, title);
    ++at_;
    return {};
  }

  Result<void> end_part() {
    if (at_ == 0) return {};
    const std::size_t begin = text_.find_first_not_of('\n');
    if (begin == std::string::npos) return wrong("\"### {}\" has no text", kParts[at_ - 1].title);
    std::string& into = card_.*kParts[at_ - 1].text;
    into = text_.substr(begin, text_.find_last_not_of('\n') + 1 - begin);
    text_.clear();
    return {};
  }

  const std::string& name_;
  int line_ = 0;
  std::size_t at_ = 0;  // parts that have begun
  bool fenced_ = false;
  std::string text_;
  LessonCard card_;
};

}  // namespace

Result<LessonCard> read_card(const MarkdownSection& section, const std::string& name) {
  if (section.pieces.empty())
    return fail("{}:{}: the card is empty; it begins with \"### {}\"", name, section.line,
                kParts.front().title);
  for (const MarkdownPiece& piece : section.pieces)
    if (piece.fenced)
      return fail("{}:{}: a card is text; commands stand in ```sh or ```python", name, piece.line);
  return CardReader(name).read(section.pieces.front());
}

}  // namespace tlscam
