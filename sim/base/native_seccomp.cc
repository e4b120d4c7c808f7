#include "sim/base/native_seccomp.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <cerrno>

namespace tlscam {

std::string seccomp_gap() {
#if !defined(__x86_64__) && !defined(__aarch64__)
  return "the filter of system calls is not written for this processor";
#endif
  // A filter that is nowhere: a kernel that takes filters, and is let, says that it cannot read this one.
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr) == 0 || errno != EFAULT)
    return "this kernel takes no filter of system calls (seccomp)";
  return "";
}

}  // namespace tlscam
