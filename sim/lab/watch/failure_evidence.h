#pragma once
#include "sim/diagnose/evidence.h"
#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/world/world.h"

namespace tlscam {

/// What a camera is like at this moment, as evidence: its clock, what it waits for, its script, the
/// certificates and keys on its drive. It says nothing yet. Reading a drive takes some tenths of a
/// millisecond.
SideEvidence side_evidence(Camera& camera, InspectedFiles& inspected);

/// What the wire tells of a conversation, as evidence; the two ends are filled in by side_evidence().
FailureEvidence wire_evidence(const World& world, const Conversation& conversation,
                              InspectedFiles& inspected);

}  // namespace tlscam
