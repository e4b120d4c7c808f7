#pragma once
#include <string>
#include <string_view>

namespace tlscam {

/// `oid_name` names an object identifier of X.509: "subjectAltName" for "2.5.29.17"; it is empty for others.
std::string_view oid_name(std::string_view oid);

/// `attribute_short_name` abbreviates an attribute of a name: "CN" for "2.5.4.3"; the number for others.
std::string_view attribute_short_name(std::string_view oid);

/// `oid_with_name` gives "subjectAltName (2.5.29.17)", or the number alone when it has no name.
std::string oid_with_name(std::string_view oid);

}  // namespace tlscam
