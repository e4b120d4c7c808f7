#include "sim/fleet/native_csv_table.h"

#include <csv.h>

#include <algorithm>

namespace tlscam {
namespace {

constexpr std::size_t kMostRows = 10'000;

struct Table {
  std::vector<CsvRow> rows;
  CsvRow row;
};

void take_field(void* field, std::size_t size, void* table) {
  static_cast<Table*>(table)->row.emplace_back(static_cast<const char*>(field), size);
}

void take_row(int /*end*/, void* data) {
  auto& table = *static_cast<Table*>(data);
  table.rows.push_back(std::move(table.row));
  table.row = {};
}

/// `Parser` owns libcsv's parser.
class Parser {
 public:
  Parser() : is_made_(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0) {}
  ~Parser() {
    if (is_made_) csv_free(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool parse(std::string_view text, Table& table) {
    return is_made_ &&
           csv_parse(&parser_, text.data(), text.size(), take_field, take_row, &table) == text.size() &&
           csv_fini(&parser_, take_field, take_row, &table) == 0;
  }

 private:
  csv_parser parser_{};
  bool is_made_;
};

}  // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";  // written by spreadsheets
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (static_cast<std::size_t>(std::ranges::count(text, '\n')) > kMostRows)
    return fail("the table has more than {} lines", kMostRows);
  Table table;
  if (!Parser().parse(text, table))
    return fail("row {} of the table has a quotation mark in the wrong place", table.rows.size() + 1);
  return std::move(table.rows);
}

std::string csv_line(const CsvRow& row) {
  std::string line;
  for (const std::string& field : row) {
    if (!line.empty()) line += ',';
    if (field.find_first_of("\",\r\n ") == std::string::npos && !field.empty()) {
      line += field;
      continue;
    }
    std::string quoted(2 * field.size() + 2, '\0');
    quoted.resize(csv_write(quoted.data(), quoted.size(), field.data(), field.size()));
    line += quoted;
  }
  return line + "\r\n";
}

}  // namespace tlscam
