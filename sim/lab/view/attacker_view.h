#pragma once
#include <functional>
#include <string>

#include "sim/lab/protocol/snapshot.h"
#include "sim/wire/address.h"

namespace tlscam {

struct RunningService;

/// The name that people know an address by: a camera's; or the address itself.
using NameOfAddress = std::function<std::string(Ipv4Address)>;

/// What views show of an attacker. The service is one.
AttackerView show_attacker(const RunningService& running, const NameOfAddress& name_of);

}  // namespace tlscam
