#include "sim/workstation/command_line.h"

#include <utility>

namespace tlscam {

namespace {

enum class Place { kBetween, kWord, kSingle, kDouble };

/// Goes over the line once; what a character means depends on where it stands.
class Parser {
 public:
  explicit Parser(std::string_view line) : line_(line) {}

  Result<CommandLine> parse() {
    for (at_ = 0; at_ < line_.size(); ++at_) {
      const Result<void> taken = take(line_[at_]);
      if (!taken) return tl::unexpected(taken.error());
      if (comment_) break;
    }
    if (open()) return fail("a quote ({}) is not closed", place_ == Place::kSingle ? "'" : "\"");
    const Result<void> ended = end_word();
    if (!ended) return tl::unexpected(ended.error());
    if (target_) return fail("a file name is missing after {}", redirection_);
    return std::move(command_);
  }

  bool open() const { return place_ == Place::kSingle || place_ == Place::kDouble; }
  bool continued() const { return continued_; }

 private:
  Result<void> take(char c) {
    switch (place_) {
      case Place::kSingle:
        return in_single(c);
      case Place::kDouble:
        return in_double(c);
      case Place::kBetween:
      case Place::kWord:
        return outside(c);
    }
    return {};
  }

  Result<void> in_single(char c) {
    if (c == '\'')
      place_ = Place::kWord;
    else
      word_ += c;
    return {};
  }

  Result<void> in_double(char c) {
    if (c == '"') {
      place_ = Place::kWord;
    } else if (c == '\\' && std::string_view("\\\"$`\n").find(peek()) != std::string_view::npos) {
      escape();
    } else if (c == '$' || c == '`') {
      return dollar(c);
    } else {
      word_ += c;
    }
    return {};
  }

  Result<void> outside(char c) {
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        if (c == '\n') return end_line();
        return end_word();
      case '\'':
        place_ = Place::kSingle;
        return {};
      case '"':
        place_ = Place::kDouble;
        return {};
      case '\\':
        escape();
        return {};
      case '<':
      case '>':
        return redirect(c);
      case '|':
        return fail("there are no pipes here: write to a file with > and go on from that file");
      case '&':
        if (peek() == '&')
          return fail("one command at a time: && is not supported, enter the commands one by one");
        return fail("commands do not run in the background here: leave the & away or quote it");
      case ';':
        return fail("one command at a time: ; is not supported, enter the commands one by one");
      case '(':
      case ')':
        return fail("( and ) have no meaning here: quote them");
      case '$':
      case '`':
        return dollar(c);
      case '*':
      case '?':
        return fail("wildcards ({}) are not supported: write the file names, or quote it", c);
      case '#':
        if (place_ == Place::kBetween) {
          comment_ = true;
          return {};
        }
        break;
      case '~':
        if (place_ == Place::kBetween && std::string_view(" \t\n/", 4).find(peek()) != std::string_view::npos)
          return tilde();
        break;
      default:
        break;
    }
    place_ = Place::kWord;
    word_ += c;
    return {};
  }

  /// Blank lines around the command are nothing; a second command is too much.
  Result<void> end_line() {
    const Result<void> ended = end_word();
    if (!ended || command_.words.empty() || line_.find_first_not_of(" \t\r\n", at_) == line_.npos)
      return ended;
    return fail("one command at a time: end a line with \\ to continue it on the next");
  }

  /// The home folder is where commands run: ~/name is name, ~ is the folder itself.
  Result<void> tilde() {
    place_ = Place::kWord;
    word_ = ".";
    if (peek() == '/' && at_ + 2 < line_.size() && line_[at_ + 2] > ' ') {
      word_.clear();
      ++at_;
    }
    return {};
  }

  void escape() {
    if (at_ + 1 >= line_.size()) {
      continued_ = true;
      return;
    }
    ++at_;
    if (line_[at_] == '\n') return;  // the line goes on
    if (place_ == Place::kBetween) place_ = Place::kWord;
    word_ += line_[at_];
  }

  Result<void> dollar(char c) {
    const char next = peek();
    if (c == '`' || next == '(')
      return fail("command substitution ({}) is not supported: run the inner command first",
                  c == '`' ? "`...`" : "$(...)");
    const bool name =
        (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_' || next == '{';
    if (name) return fail("variables are not supported: write the value itself, or put '$' in single quotes");
    if (place_ == Place::kBetween) place_ = Place::kWord;
    word_ += c;
    return {};
  }

  Result<void> redirect(char c) {
    if (place_ == Place::kWord && (word_ == "1" || word_ == "2"))
      return fail("only < > and >> are supported: {}{} is not", word_, c);
    const Result<void> ended = end_word();
    if (!ended) return ended;
    if (target_) return fail("a file name is missing after {}", redirection_);
    redirection_ = c;
    if (peek() == c) {
      redirection_ += c;
      ++at_;
    }
    if (redirection_ == "<<") return fail("<< is not supported: put the text into a file and use <");
    if (peek() == '&') return fail("only < > and >> are supported: {}& is not", c);
    target_ = c == '<' ? &command_.input : &command_.output;
    if (c == '>') command_.append = redirection_ == ">>";
    return {};
  }

  Result<void> end_word() {
    if (place_ == Place::kBetween) return {};
    place_ = Place::kBetween;
    std::string word = std::exchange(word_, {});
    if (!target_) {
      command_.words.push_back(std::move(word));
      return {};
    }
    auto& target = *std::exchange(target_, nullptr);
    if (target) return fail("{} is there twice", redirection_);
    target = std::move(word);
    return {};
  }

  char peek() const { return at_ + 1 < line_.size() ? line_[at_ + 1] : '\n'; }

  std::string_view line_;
  std::size_t at_ = 0;
  Place place_ = Place::kBetween;
  bool comment_ = false;
  bool continued_ = false;
  std::string word_;
  std::string redirection_;
  std::optional<std::string>* target_ = nullptr;  // in command_, while the word after < or > is awaited
  CommandLine command_;
};

}  // namespace

Result<CommandLine> parse_command_line(std::string_view line) {
  return Parser(line).parse();
}

bool wants_another_line(std::string_view line) {
  Parser parser(line);
  const Result<CommandLine> parsed = parser.parse();
  return parser.continued() || (!parsed && parser.open());
}

}  // namespace tlscam
