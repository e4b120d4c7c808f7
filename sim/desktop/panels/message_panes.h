#pragma once
#include "sim/desktop/panels/bytes_view.h"
#include "sim/desktop/panels/explanation_view.h"
#include "sim/desktop/panels/field_tree_view.h"

namespace tlscam {

/// `MessagePanes` is where a message is read: fields, bytes and explanation, side by side where there is
/// room, else in two columns, else one of them at a time.
class MessagePanes {
 public:
  /// `conversation` is the one of the message; null: a frame is read, or a certificate. `panes` is 1 to 3.
  void draw(Stage& stage, const ConversationSnapshot* conversation, int panes);
  /// How many panes there is room for, in CSS pixels.
  static int panes_in(float room) { return room >= 900 ? 3 : room >= 660 ? 2 : 1; }

 private:
  enum class Pane { fields, bytes, explanation };
  void draw_head(Stage& stage, const ConversationSnapshot* conversation, int panes);
  void draw_who_reads(Stage& stage);
  void draw_tabs(Look& look);
  void draw_pane(Stage& stage, const ConversationSnapshot* conversation, Pane pane);

  Pane pane_ = Pane::fields;
  FieldTreeView tree_;
  BytesView bytes_;
  ExplanationView explanation_;
};

}  // namespace tlscam
