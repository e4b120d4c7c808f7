#include "sim/machine/native_confinement.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace tlscam {

std::string confinement_gap() {
#if !defined(__x86_64__) && !defined(__aarch64__)
  return "the filter of system calls is not written for this processor";
#endif
  if (::prctl(PR_GET_SECCOMP) < 0) return "this kernel has no filter of system calls (seccomp)";
  const std::uint32_t action = SECCOMP_RET_TRAP;
  if (::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0)
    return "the filter of system calls of this kernel (seccomp) is too old";
  return "";
}

}  // namespace tlscam
