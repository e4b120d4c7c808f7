#include "sim/diagnose/cause.h"

namespace tlscam {

std::string headline(const Cause& cause) {
  if (cause.is_advice || cause.fit == Fit::certain) return cause.cause;
  return (cause.fit == Fit::likely ? "Probably: " : "Perhaps: ") + cause.cause;
}

}  // namespace tlscam
