#pragma once
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/result.h"
#include "sim/base/writer.h"

namespace tlscam {

/// `read_dns_name` reads a domain name and leaves the cursor after it. `message` is the whole message, to
/// which compression pointers refer (RFC 1035 section 4.1.4), and the cursor walks over that same message.
Result<std::string> read_dns_name(Cursor& in, ByteView message);

/// `write_dns_name` writes a name without compression. It fails as emit_dns() does.
Result<void> write_dns_name(Writer& out, std::string_view name);

}  // namespace tlscam
