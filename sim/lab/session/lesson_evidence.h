#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/lesson/evidence.h"

namespace tlscam {

class Lab;

/// What a lesson's conditions see of a lab. The lab is borrowed.
class LessonEvidence : public Evidence {
 public:
  explicit LessonEvidence(Lab& lab) : lab_(lab) {}

  Instant now() const override;
  std::optional<CameraEvidence> camera(const std::string& name) const override;
  Result<Bytes> workstation_file(const std::string& path) const override;
  Result<Bytes> drive_file(const std::string& name, const std::string& path) const override;
  std::vector<ConversationEvidence> conversations() const override;

 private:
  Lab& lab_;
};

}  // namespace tlscam
