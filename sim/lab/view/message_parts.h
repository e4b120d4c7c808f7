#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/lab/protocol/reader_command.h"

namespace tlscam {

/// `part_title` names a part for people: "Frame 12", "TLS record, in frame 12".
std::string part_title(PartKind kind, const std::vector<std::uint64_t>& frames);

/// `byte_owners` says which field each of `size` bytes belongs to: the innermost one, but never a note on
/// exactly the bytes of another field. `fields` is a row as flatten() gives it.
std::vector<ByteOwner> byte_owners(const std::vector<FieldView>& fields, std::size_t size);

/// `add_part_view` fills in the title of a part and the owners of its bytes.
void add_part_view(PartView& part);

/// `eavesdropper_view` says what somebody sees of a message who has no keys.
EavesdropperView eavesdropper_view(const MessageView& message);

}  // namespace tlscam
