#pragma once
#include "sim/desktop/panels/stage.h"

namespace tlscam {

/// `WireLadder` draws the messages of a conversation as arrows between its two ends.
class WireLadder {
 public:
  void draw(Stage& stage, const ConversationSnapshot& conversation);

 private:
  struct Posts {
    float client;  ///< in pixels of the screen
    float server;
  };
  void note_hidden(Stage& stage, const ConversationSnapshot& conversation, Posts posts, float top,
                   Instant stands);
  void draw_heads(Stage& stage, const ConversationSnapshot& conversation, Posts posts, float top);
  void draw_entry(Stage& stage, const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry,
                  Posts posts, float top, Instant stands);
  void draw_says(Stage& stage, const ConversationSnapshot& conversation, float left, float width);

  std::size_t seen_ = 0;                  ///< entries of the frame before
  std::optional<std::uint32_t> in_view_;  ///< the selected one that was scrolled to
};

}  // namespace tlscam
