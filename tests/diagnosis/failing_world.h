#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/lab/command/diagnoses.h"
#include "tests/diagnosis/plan.h"

namespace tlscam {

/// `Played` is the outcome of a plan.
struct Played {
  std::map<std::string, std::vector<std::string>> printed;  ///< by camera
  std::string terminal;                                     ///< the output of openssl
  std::vector<Diagnosis> diagnoses;
};

/// `play` runs the plan between real ends. It throws when the world cannot be opened.
Played play(Plan& plan);

}  // namespace tlscam
