#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `ExplanationView` says what the selected field is and, of a message, what is known of it and what can be
/// done about it.
class ExplanationView {
 public:
  /// `conversation` is the one of the message; null: a frame is read, or a certificate.
  void draw(Stage& stage, const ConversationSnapshot* conversation);

 private:
  void draw_field(Stage& stage, const FieldView& field);
  void draw_facts(Stage& stage, const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry);
  void draw_acts(Stage& stage, const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry);

  FieldExplanation explanation_;  ///< belongs to the selection that is named
  std::uint64_t revision_ = 0;
  bool explained_ = false;
};

}  // namespace tlscam
