#pragma once
#include <string>

#include "sim/dissect/conversation.h"
#include "sim/world/world.h"

namespace tlscam {

/// Why a conversation failed, in one line for people, with the evidence: "cam2's clock says 2013-10-14; the
/// certificate is valid from 2026-11-23." Empty when it did not fail, or when the reason is not known.
/// `client_says` and `server_says` are the exceptions of the two ends.
std::string diagnose(const World& world, const Conversation& conversation, const std::string& client_says,
                     const std::string& server_says);

}  // namespace tlscam
