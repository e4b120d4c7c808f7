#pragma once
#include <string>

#include "sim/dissect/ladder/conversation.h"
#include "sim/world/world.h"

namespace tlscam {

/// `node_of` names the node at an end of a conversation: the camera that has the address now, otherwise the
/// node whose link the end sent from. Empty: the address belongs to nobody.
std::string node_of(const World& world, const Endpoint& endpoint);

/// `endpoint_name` is the name of an end for people: the host beyond the gateway that has the address, its
/// node, or its address where no node has it.
std::string endpoint_name(const World& world, const Endpoint& endpoint);

}  // namespace tlscam
