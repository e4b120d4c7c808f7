#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/lesson/evidence.h"

namespace tlscam {

class OpenWorld;

/// The evidence that a lesson's conditions find in a world, which is borrowed.
class LessonEvidence : public Evidence {
 public:
  explicit LessonEvidence(OpenWorld& opened) : opened_(opened) {}

  Instant now() const override;
  Instant began() const override;
  std::optional<CameraEvidence> camera(const std::string& name) const override;
  Result<Bytes> workstation_file(const std::string& path) const override;
  Result<Bytes> drive_file(const std::string& name, const std::string& path) const override;
  std::optional<std::string> received(const std::string& service) const override;
  std::vector<ConversationEvidence> conversations() const override;
  std::vector<LinkEvidence> links() const override;
  std::vector<ServiceEvidence> services() const override;
  std::optional<AttackerEvidence> attacker(const std::string& name) const override;
  std::optional<MysteryEvidence> mystery() const override;

 private:
  OpenWorld& opened_;
};

}  // namespace tlscam
