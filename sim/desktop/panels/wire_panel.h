#pragma once
#include "sim/desktop/panels/message_panes.h"
#include "sim/desktop/panels/packet_list.h"
#include "sim/desktop/panels/two_sides.h"
#include "sim/desktop/panels/wire_bar.h"
#include "sim/desktop/panels/wire_ladder.h"
#include "sim/desktop/panels/wire_verdict.h"

namespace tlscam {

/// `WirePanel` shows what went over the wire: the verdict on a conversation, its messages as a ladder, as a
/// list or between both ends, the packets, and byte by byte what is selected of these.
class WirePanel {
 public:
  void draw(Stage& stage);

 private:
  void take_dropped(Stage& stage);
  void note_capture(Stage& stage);
  void draw_packets(Stage& stage);
  void draw_conversation(Stage& stage, const ConversationSnapshot& conversation);
  void draw_card(Stage& stage, const ConversationSnapshot& conversation);
  void draw_empty(Stage& stage);
  void draw_reading(Stage& stage, const ConversationSnapshot* conversation, ImVec2 at, ImVec2 size,
                    int panes);

  WireBar bar_;
  WireVerdict verdict_;
  WireLadder ladder_;
  TwoSides sides_;
  PacketList packets_;
  MessagePanes panes_;
  const OpenCapture* seen_capture_ = nullptr;
};

}  // namespace tlscam
