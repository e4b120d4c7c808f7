#include "sim/dissect/tree/field_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace tlscam {
namespace {

constexpr std::size_t kRangeWidth = 11;
constexpr std::string_view kBeforeValue = ": ";

/// The begin of a line, up to the value, put together in one place: a tree has as many lines as fields, and a
/// capture millions of them.
class LineStart {
 public:
  LineStart(const Field& field, unsigned depth) {
    // As many at once as most lines need, which a compiler makes a few stores of.
    std::memset(text_, ' ', kWidestRange + kMostSpaces);
    char* const range_end = text_ + kWidestRange;
    char* begin = range_end;
    if (field.size > 1) {
      begin = put_number(begin, std::uint64_t{field.offset} + field.size - 1);
      *--begin = '-';
    }
    if (field.size > 0) begin = put_number(begin, field.offset);
    const std::size_t indent = 2 + std::size_t{std::min(depth, kDeepest)} * 2;
    begin_ = std::min(begin, range_end - kRangeWidth);
    end_ = range_end + indent;
    if (indent > kMostSpaces) std::fill(range_end + kMostSpaces, end_, ' ');
    if (field.broken) put("(!) ");
    put(field.label());
    put(kBeforeValue);
  }
  std::string_view text() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }

 private:
  static constexpr unsigned kDeepest = 64;
  static constexpr std::size_t kLongestLabel = 128;
  static constexpr std::size_t kWidestRange = 21;  ///< two numbers of 32 bits and a dash
  static constexpr std::size_t kMostSpaces = 43;

  /// The digits in front of `end`. Returns where they begin.
  static char* put_number(char* end, std::uint64_t number) {
    do {
      *--end = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    return end;
  }
  void put(std::string_view text) {
    end_ = std::copy_n(text.data(), std::min(text.size(), kLongestLabel), end_);
  }

  char text_[kWidestRange + 2 + 2 * kDeepest + 4 + kLongestLabel + kBeforeValue.size()];
  char* begin_ = text_;
  char* end_ = text_;
};

/// A paragraph in lines that fit a terminal, each behind a bar.
void put_note(std::string& out, std::string_view text, std::size_t indent) {
  constexpr std::size_t kWidth = 100;
  while (!text.empty()) {
    std::size_t size = text.size();
    if (size > kWidth) {
      const std::size_t space = text.rfind(' ', kWidth);
      size = space == text.npos ? text.find(' ') : space;
      size = std::min(size, text.size());
    }
    out.append(indent, ' ');
    out += "| ";
    out += text.substr(0, size);
    out += '\n';
    text.remove_prefix(std::min(text.size(), size + 1));
  }
}

void print(std::string& out, FieldRange fields, unsigned depth, const FieldNotes& notes) {
  for (const Field& field : fields) {
    out += LineStart(field, depth).text();
    const std::size_t before_value = out.size();
    field.append_value(out);
    if (out.size() == before_value) out.resize(before_value - kBeforeValue.size());
    out += '\n';
    if (notes) {
      const std::vector<std::string> paragraphs = notes(field);
      for (const std::string& paragraph : paragraphs) put_note(out, paragraph, kRangeWidth + 4 + 2 * depth);
    }
    print(out, field.fields(), depth + 1, notes);
  }
}

}  // namespace

std::string field_text(FieldRange fields, unsigned indent) {
  std::string out;
  print(out, fields, indent, {});
  return out;
}

void put_field_text(std::string& out, FieldRange fields, unsigned indent, const FieldNotes& notes) {
  print(out, fields, indent, notes);
}

}  // namespace tlscam
