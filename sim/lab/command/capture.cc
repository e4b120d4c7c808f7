#include "sim/lab/command/capture.h"

#include <algorithm>

#include "sim/lab/session/session_state.h"
#include "sim/stream/flow.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

Flow flow_between(const Conversation& conversation) {
  return Flow::between(conversation.is_datagram() ? kProtocolUdp : kProtocolTcp,
                       {conversation.client.address, conversation.client.port},
                       {conversation.server.address, conversation.server.port});
}

}  // namespace

Result<Bytes> carry_out(SessionState& state, const CaptureCommand& command) {
  if (!command.conversation) return state.opened().pcapng();
  const auto& conversations = state.opened().ladder().conversations();
  const auto found = std::ranges::find(conversations, *command.conversation, &Conversation::id);
  if (found == conversations.end())
    return fail("conversation {} is no longer known; later ones took its room", *command.conversation);
  const Flow flow = flow_between(*found);
  return state.opened().pcapng([&](const StoredFrame& frame) {
    return frame.sent_at >= found->started && frame.sent_at <= found->changed && flow_of(frame.bytes) == flow;
  });
}

Result<std::string> carry_out(SessionState& state, const FrameHashCommand&) {
  return state.world().frame_hash();
}

}  // namespace tlscam
