#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

using CsvRow = std::vector<std::string>;

/// `parse_csv` reads a table (RFC 4180) with libcsv. Empty lines are left out. Fails for quotation marks in
/// the wrong place and for tables of more than 10,000 rows, and names the row.
Result<std::vector<CsvRow>> parse_csv(std::string_view text);

/// `csv_line` writes a row with its line end; fields are quoted where they need it.
std::string csv_line(const CsvRow& row);

}  // namespace tlscam
