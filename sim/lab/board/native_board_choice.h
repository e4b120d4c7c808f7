#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/deploy/native_serial_ports.h"

namespace tlscam {

/// The port of the only board among the devices that are connected, for somebody who has named none. A known
/// board comes before a device that nobody knows. Fails when there is none, which says why that can be, or
/// when there are several, which lists them.
Result<std::string> choose_board(const std::vector<SerialPort>& ports);

/// A line for people, without a line end: port, name, USB ids and what is to be known about it.
std::string describe_port(const SerialPort& port);

}  // namespace tlscam
