#include "sim/lab/reader/field_explanations.h"

#include <filesystem>

#include "sim/base/file.h"
#include "sim/dissect/tree/explanations.h"

namespace tlscam {

Result<void> read_explanations(Explanations& explanations, const std::string& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".md") continue;
    const auto text = read_file(entry.path());
    if (!text) return fail("{} cannot be read: {}", entry.path().string(), text.error().message());
    if (auto added = explanations.add(as_text(*text)); !added) {
      return fail("{}: {}", entry.path().string(), added.error().text);
    }
  }
  if (error) return fail("the explanations are not in {}: {}", folder, error.message());
  return {};
}

FieldExplanations::FieldExplanations() : all_(std::make_unique<Explanations>()) {}
FieldExplanations::~FieldExplanations() = default;
FieldExplanations::FieldExplanations(FieldExplanations&&) noexcept = default;
FieldExplanations& FieldExplanations::operator=(FieldExplanations&&) noexcept = default;

Result<FieldExplanations> FieldExplanations::read(const std::string& folder) {
  FieldExplanations explanations;
  if (auto read = read_explanations(*explanations.all_, folder); !read) return tl::unexpected(read.error());
  return explanations;
}

FieldExplanation FieldExplanations::of(const FieldView& field) const {
  return {all_->title(field.about), all_->about(field.about, field.value)};
}

}  // namespace tlscam
