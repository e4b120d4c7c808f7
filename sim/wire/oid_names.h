#pragma once
#include <string>
#include <string_view>

namespace tlscam {

/// The name of an object identifier that X.509 uses: "subjectAltName" for "2.5.29.17"; empty for others.
std::string_view oid_name(std::string_view oid);

/// What stands for an attribute of a name in texts: "CN" for "2.5.4.3"; the number for others.
std::string_view attribute_short_name(std::string_view oid);

/// "subjectAltName (2.5.29.17)"; the number alone when there is no name.
std::string oid_with_name(std::string_view oid);

}  // namespace tlscam
