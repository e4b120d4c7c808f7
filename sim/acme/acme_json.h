#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sim/acme/order.h"
#include "sim/acme/problem.h"
#include "sim/time/instant.h"
#include "sim/wire/http.h"

// The JSON that both ends of ACME write and read.

namespace tlscam {

/// A member that is a text; empty: there is none.
std::string text_of(const nlohmann::json& object, const char* name);
/// A member that is true.
bool flag_of(const nlohmann::json& object, const char* name);
/// The texts of a member that is a list; others in it do not count.
std::vector<std::string> texts_of(const nlohmann::json& object, const char* name);

/// An object of identifiers (RFC 8555 section 9.7.7), and a problem document (RFC 7807).
nlohmann::json to_json(const AcmeIdentifier& identifier);
nlohmann::json to_json(const AcmeProblem& problem);

/// RFC 3339, in seconds.
std::string json_time(Instant time);

HttpResponse json_response(int status, std::string reason, const nlohmann::json& content);

}  // namespace tlscam
