#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/dissect/tree/field.h"

namespace tlscam {

/// `Explanations` says what fields are, in plain words: assets/explanations, whose README says what its files
/// look like.
class Explanations {
 public:
  /// The sections of one file. Fails for text that belongs to no section.
  Result<void> add(std::string_view file);

  /// The paragraphs about a field, as Markdown without line breaks, with its value filled in, and behind them
  /// those about just this value. Empty when nothing explains it.
  std::vector<std::string> about(const Field& field) const;
  /// The same, by the id of the explanation.
  std::vector<std::string> about(std::string_view id, const std::string& value) const;
  /// The name of the thing that is explained; empty when nothing explains it.
  const std::string& title(std::string_view id) const;

 private:
  struct Explanation {
    std::string title;
    std::vector<std::string> text;
    std::map<std::string, std::vector<std::string>, std::less<>> values;  ///< besides, by the field's value
  };
  std::map<std::string, Explanation, std::less<>> all_;  ///< by Field::about
};

}  // namespace tlscam
