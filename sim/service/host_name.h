#pragma once
#include <string_view>

namespace tlscam {

/// Whether a text is one label of a host name: letters, digits and hyphens, not at the ends (RFC 1123
/// section 2.1).
bool is_host_label(std::string_view text);

/// Whether a text is a host name: labels with dots between them, at most 253 characters.
bool is_host_name(std::string_view text);

}  // namespace tlscam
