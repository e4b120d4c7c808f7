#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `PlannedFile` is a file that is to be written to a board.
struct PlannedFile {
  std::string path;    ///< where it will lie: "/flash/server.der"
  std::string source;  ///< where it comes from, for commands that mend it: "server.der"; empty: as `path`
  Bytes contents;
};

/// `DeploymentWay` says how files get to a board.
enum class DeploymentWay : std::uint8_t {
  serial,  ///< over its REPL
  drive,   ///< onto its mounted USB drive
  romfs,   ///< as an image for /rom
};

/// `OtherDevice` is a device that has been given its key already.
struct OtherDevice {
  std::string name;
  Bytes public_key;  ///< SubjectPublicKeyInfo as DER
};

/// `DeploymentPurpose` is what the files are for, as far as it is known.
struct DeploymentPurpose {
  DeploymentWay way = DeploymentWay::serial;
  Instant now{};                           ///< true time
  std::vector<std::string> connects_as;    ///< names and addresses by which others connect to the board
  std::vector<std::string> already_there;  ///< paths of files that the board has
  std::vector<OtherDevice> others;
};

}  // namespace tlscam
