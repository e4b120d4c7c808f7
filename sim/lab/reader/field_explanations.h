#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

class Explanations;

/// `read_explanations` adds all files of a folder (assets/explanations/en). Fails with the file that cannot
/// be read, or what is wrong in it.
Result<void> read_explanations(Explanations& explanations, const std::string& folder);

/// What a field is, in plain words.
struct FieldExplanation {
  std::string title;                    ///< empty: nothing explains it
  std::vector<std::string> paragraphs;  ///< Markdown
};

/// `FieldExplanations` explains the fields that a view shows.
class FieldExplanations {
 public:
  /// `read` reads the files of a folder; see read_explanations().
  static Result<FieldExplanations> read(const std::string& folder);
  ~FieldExplanations();
  FieldExplanations(FieldExplanations&&) noexcept;
  FieldExplanations& operator=(FieldExplanations&&) noexcept;

  FieldExplanation of(const FieldView& field) const;

 private:
  FieldExplanations();
  std::unique_ptr<Explanations> all_;
};

}  // namespace tlscam
