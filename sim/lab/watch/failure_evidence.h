#pragma once
#include "sim/diagnose/evidence.h"
#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/world/world.h"

namespace tlscam {

/// `side_evidence` is a camera's present state, as evidence: its clock, what it waits for, its script, the
/// certificates and keys on its drive. It has no exception yet. Reading a drive takes some tenths of a
/// millisecond.
SideEvidence side_evidence(Camera& camera, InspectedFiles& inspected);

/// `wire_evidence` is what the wire shows of a conversation, as evidence; side_evidence() fills in the two
/// ends.
FailureEvidence wire_evidence(World& world, const Conversation& conversation, InspectedFiles& inspected);

}  // namespace tlscam
