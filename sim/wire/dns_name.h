#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/result.h"
#include "sim/base/writer.h"

namespace tlscam {

/// Reads a domain name at the cursor and leaves the cursor behind it. `message` is the whole message, in
/// which compression pointers count (RFC 1035 section 4.1.4), and the cursor walks over that same message.
Result<std::string> read_dns_name(Cursor& in, ByteView message);

/// Writes a name, not compressed. Fails as emit_dns() does.
Result<void> write_dns_name(Writer& out, std::string_view name);

}  // namespace tlscam
