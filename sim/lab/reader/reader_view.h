#pragma once
#include <vector>

#include "sim/dissect/tree/dissected_packet.h"
#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

/// `view_part` makes the view of bytes and their tree. `frames` are numbers in the capture.
PartView view_part(PartKind kind, bool decrypted, std::vector<std::uint64_t> frames, Bytes bytes,
                   FieldRange fields);

/// A tree as a row of fields, each before those within it.
std::vector<FieldView> flatten(FieldRange fields);

/// A record or message. The frames of `part` are numbers in the capture.
PartView to_view(const DissectedPart& part);

}  // namespace tlscam
