#include <algorithm>

#include "sim/capture/capture_export.h"
#include "sim/lab/session/bench_state.h"
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

Result<Bytes> Bench::State::perform(const CaptureCommand& command) {
  if (!command.conversation) return lab_->pcapng();
  const auto& conversations = lab_->ladder().conversations();
  const auto found = std::ranges::find(conversations, *command.conversation, &Conversation::id);
  if (found == conversations.end())
    return fail("conversation {} is no longer known; later ones took its room", *command.conversation);
  const Flow flow = flow_between(*found);
  return lab_->pcapng([&](const StoredFrame& frame) {
    return frame.sent_at >= found->started && frame.sent_at <= found->changed && flow_of(frame.bytes) == flow;
  });
}

}  // namespace tlscam
