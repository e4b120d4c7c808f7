#include "sim/workstation/native_confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "sim/base/native_seccomp.h"

namespace tlscam {
namespace {

// --- Landlock: files. Debian 12's header ends before the rights of Linux 6.2.

constexpr std::uint64_t kTruncate = 1u << 14;  // LANDLOCK_ACCESS_FS_TRUNCATE, since version 3

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWrite = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER | kTruncate;
constexpr std::uint64_t kExecute = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kDevice = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
// Rights that nobody is given: links, sockets, pipes, devices.
constexpr std::uint64_t kNever = LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                                 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                                 LANDLOCK_ACCESS_FS_MAKE_SYM;
// These mean something for folders only; the kernel refuses them for a file.
constexpr std::uint64_t kOfFolders = ~(kExecute | kDevice | kTruncate);

struct Rule {
  const char* path;
  std::uint64_t rights;
};

// What a program of the system reads before its first own line, and openssl later. None of it is a secret.
constexpr Rule kSystem[] = {
    {"/lib", kRead},
    {"/lib64", kRead},
    {"/usr/lib", kRead},
    {"/usr/lib64", kRead},
    {"/usr/local/lib", kRead},
    {"/etc/ld.so.cache", kRead},
    {"/usr/share/zoneinfo", kRead},
    {"/usr/share/ca-certificates", kRead},
    {"/usr/local/share/ca-certificates", kRead},
    {"/etc/ssl/openssl.cnf", kRead},
    {"/etc/ssl/certs", kRead},
    {"/etc/pki/tls/openssl.cnf", kRead},
    {"/etc/pki/tls/certs", kRead},
    {"/etc/pki/ca-trust/extracted", kRead},
    {"/dev/urandom", kRead},
    {"/dev/null", kDevice},
    {"/dev/tty", kDevice},  // its own terminal, where passwords are asked for
    {"/lib64/ld-linux-x86-64.so.2", kExecute},
    {"/lib/ld-linux-aarch64.so.1", kExecute},
};

long landlock_version() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

std::uint64_t handled_rights(long version) {
  std::uint64_t rights = kRead | kWrite | kExecute | kNever;
  if (version < 3) rights &= ~kTruncate;
  if (version < 2) rights &= ~std::uint64_t{LANDLOCK_ACCESS_FS_REFER};
  return rights;
}

/// Returns false, with errno set, when there is no such path.
bool add_rule(const Descriptor& ruleset, const Rule& rule, std::uint64_t handled) {
  const Descriptor there(::open(rule.path, O_PATH | O_CLOEXEC));
  struct stat about {};
  if (!there.is_open() || ::fstat(there.number(), &about) != 0) return false;
  landlock_path_beneath_attr attributes{};
  attributes.allowed_access = rule.rights & handled;
  if (!S_ISDIR(about.st_mode)) attributes.allowed_access &= ~kOfFolders;
  attributes.parent_fd = there.number();
  return ::syscall(SYS_landlock_add_rule, ruleset.number(), LANDLOCK_RULE_PATH_BENEATH, &attributes, 0) == 0;
}

Result<Descriptor> make_ruleset(const ProgramConfinement::Reach& reach) {
  const std::uint64_t handled = handled_rights(landlock_version());
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = handled;
  Descriptor ruleset(static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes.handled_access_fs), 0)));
  if (!ruleset.is_open()) return fail("the kernel makes no Landlock rules: {}", std::strerror(errno));
  ::fcntl(ruleset.number(), F_SETFD, FD_CLOEXEC);
  for (const Rule& rule : kSystem) add_rule(ruleset, rule, handled);  // not each system has each
  std::vector<Rule> own = {{reach.folder.c_str(), kRead | kWrite}, {reach.program.c_str(), kExecute}};
  for (const std::string& file : reach.files) own.push_back({file.c_str(), kRead});
  for (const Rule& rule : own)
    if (!add_rule(ruleset, rule, handled))
      return fail("{} cannot be opened: {}", rule.path, std::strerror(errno));
  return ruleset;
}

// --- seccomp: everything else. A call that is not listed fails with EPERM.

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr std::uint32_t kAllow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;
constexpr std::uint32_t kUnknown = SECCOMP_RET_ERRNO | ENOSYS;  // the C library then asks in the older way

constexpr std::uint32_t kSocketType = 0xf;  // the rest of socket()'s second argument are flags

constexpr long kAlways[] = {
    // files
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_preadv, SYS_pwritev, SYS_close,
    SYS_fstat, SYS_newfstatat, SYS_statx, SYS_statfs, SYS_fstatfs, SYS_lseek, SYS_faccessat, SYS_faccessat2,
    SYS_fcntl, SYS_flock, SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_fallocate, SYS_fadvise64,
    SYS_getdents64, SYS_getcwd, SYS_chdir, SYS_fchdir, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_unlinkat,
    SYS_readlinkat, SYS_fchmod, SYS_fchmodat, SYS_umask, SYS_utimensat, SYS_dup, SYS_dup3, SYS_pipe2,
    SYS_memfd_create,
#if defined(__x86_64__)
    SYS_stat, SYS_lstat, SYS_access, SYS_getdents, SYS_rename, SYS_mkdir, SYS_rmdir, SYS_unlink, SYS_readlink,
    SYS_chmod, SYS_dup2, SYS_pipe, SYS_poll, SYS_select, SYS_alarm, SYS_time, SYS_getrlimit, SYS_arch_prctl,
    SYS_pause,
#endif
    // memory
    SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_mlock, SYS_munlock,
    // waiting, time and signals to itself
    SYS_ppoll, SYS_pselect6, SYS_nanosleep, SYS_clock_nanosleep, SYS_clock_gettime, SYS_clock_getres,
    SYS_gettimeofday, SYS_times, SYS_setitimer, SYS_getitimer, SYS_rt_sigaction, SYS_rt_sigprocmask,
    SYS_rt_sigreturn, SYS_rt_sigpending, SYS_rt_sigtimedwait, SYS_sigaltstack, SYS_restart_syscall,
    // threads, and what each process asks for at its start
    SYS_futex, SYS_set_robust_list, SYS_set_tid_address, SYS_rseq, SYS_sched_yield, SYS_sched_getaffinity,
    SYS_getpid, SYS_getppid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_getpgid,
    SYS_getrusage, SYS_sysinfo, SYS_uname, SYS_getrandom, SYS_exit, SYS_exit_group,
    // the program itself; Landlock lets it be the only one
    SYS_execve,
    // place-holders of the world's sockets: they can neither connect nor be connected to
    SYS_recvfrom, SYS_setsockopt, SYS_getsockopt, SYS_getsockname, SYS_getpeername, SYS_shutdown};

/// `FilterBuilder` writes a seccomp filter (BPF) that looks at a call's number first.
class FilterBuilder {
 public:
  FilterBuilder() {
    load(offsetof(seccomp_data, arch));
    jump(BPF_JEQ, kArchitecture, 1, 0);
    end(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
  }

  void answer(long call, std::uint32_t with) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 1);
    end(with);
  }

  /// The call is allowed when the lower half of an argument is one of these.
  void allow_with(long call, unsigned argument, std::initializer_list<std::uint32_t> values) {
    const auto count = static_cast<std::uint8_t>(2 * values.size());
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, static_cast<std::uint8_t>(count + 2));
    load(of_argument(argument));
    for (const std::uint32_t value : values) {
      jump(BPF_JEQ, value, 0, 1);
      end(kAllow);
    }
    end(kRefuse);
  }

  /// The call is allowed when an argument has all of these bits.
  void allow_with_bits(long call, unsigned argument, std::uint32_t bits) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 5);
    load(of_argument(argument));
    statement(BPF_ALU | BPF_AND | BPF_K, bits);
    jump(BPF_JEQ, bits, 0, 1);
    end(kAllow);
    end(kRefuse);
  }

  /// The call is allowed when an argument is 0, all 64 bits of it.
  void allow_without(long call, unsigned argument) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 6);
    load(of_argument(argument));
    jump(BPF_JEQ, 0, 0, 3);
    load(of_argument(argument) + 4);
    jump(BPF_JEQ, 0, 0, 1);
    end(kAllow);
    end(kRefuse);
  }

  /// The call is refused when an argument, under a mask, has this value; otherwise it is looked at further.
  void refuse_when(long call, unsigned argument, std::uint32_t mask, std::uint32_t value) {
    jump(BPF_JEQ, static_cast<std::uint32_t>(call), 0, 5);
    load(of_argument(argument));
    statement(BPF_ALU | BPF_AND | BPF_K, mask);
    jump(BPF_JEQ, value, 0, 1);
    end(kRefuse);
    load(offsetof(seccomp_data, nr));
  }

  std::vector<sock_filter> take() {
    end(kRefuse);
    return std::move(program_);
  }

 private:
  static std::uint32_t of_argument(unsigned index) {
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 8 * index);
  }
  void statement(int code, std::uint32_t value) {
    program_.push_back({static_cast<std::uint16_t>(code), 0, 0, value});
  }
  void load(std::size_t offset) { statement(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
  void end(std::uint32_t with) { statement(BPF_RET | BPF_K, with); }
  void jump(int condition, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    program_.push_back({static_cast<std::uint16_t>(BPF_JMP | condition | BPF_K), if_true, if_false, value});
  }

  std::vector<sock_filter> program_;
};

std::vector<sock_filter> make_filter() {
  FilterBuilder filter;
  for (const long call : kAlways) filter.answer(call, kAllow);
  for (const long call : {SYS_clone3, SYS_openat2}) filter.answer(call, kUnknown);
  // A new thread, but no new process: nothing stays behind when the program is ended.
  filter.allow_with_bits(SYS_clone, 0, CLONE_THREAD);
  // Kernels before 6.2 would let a file that is opened for reading be emptied.
  filter.refuse_when(SYS_openat, 2, O_ACCMODE | O_TRUNC, O_RDONLY | O_TRUNC);
  filter.answer(SYS_openat, kAllow);
#if defined(__x86_64__)
  filter.refuse_when(SYS_open, 1, O_ACCMODE | O_TRUNC, O_RDONLY | O_TRUNC);
  filter.answer(SYS_open, kAllow);
#endif
  filter.allow_with(SYS_ioctl, 1,
                    {TCGETS, TCSETS, TCSETSW, TCSETSF, TIOCGWINSZ, TIOCGPGRP, FIONREAD, FIONBIO});
  // These two would show the computer's own traffic to a superuser.
  for (const std::uint32_t type : {SOCK_RAW, SOCK_PACKET})
    filter.refuse_when(SYS_socket, 1, kSocketType, type);
  filter.allow_with(SYS_socket, 0, {AF_INET});
  filter.allow_without(SYS_sendto, 4);     // the link to the world; an address would be one outside of it
  filter.allow_without(SYS_prlimit64, 0);  // its own limits
  return filter.take();
}

}  // namespace

std::string ProgramConfinement::gap() {
  std::string gap = seccomp_gap();
  if (gap.empty() && landlock_version() < 1)
    gap = "this kernel does not offer Landlock (Linux 5.13 and later do, where it is switched on)";
  return gap;
}

Result<ProgramConfinement> ProgramConfinement::make(const Reach& reach) {
  if (const std::string lack = gap(); !lack.empty()) return fail("{}", lack);
  auto ruleset = make_ruleset(reach);
  if (!ruleset) return tl::unexpected(ruleset.error());
  return ProgramConfinement(std::move(*ruleset), make_filter());
}

bool ProgramConfinement::apply(int rules) {
  const sock_fprog program = {static_cast<unsigned short>(filter_.size()), filter_.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::syscall(SYS_landlock_restrict_self, rules, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace tlscam
