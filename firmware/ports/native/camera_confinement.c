#define _GNU_SOURCE
#include "camera_confinement.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "camera_link.h"
#include "camera_transport.h"
#include "native_descriptors.h"
#include "sanitized.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(ARCHITECTURE) && !SANITIZED

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// Arguments have 64 bits; all that are looked at here fit into the lower half (the kernel reads them so).
#define LOAD_ARGUMENT(index) LOAD(args[index])
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define DENY BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP)
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define ALLOW_CALL(number) SKIP_UNLESS((number), 1), ALLOW
// The call is allowed when an argument has the value.
#define ALLOW_CALL_WITH(number, index, value) \
    SKIP_UNLESS((number), 4), LOAD_ARGUMENT(index), SKIP_UNLESS((value), 1), ALLOW, DENY

// A system call that is denied arrives here. Guest code may have changed whatever this reads, so the world
// believes the number only as far as that it shows it.
static void tell_denied(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    const uint32_t call = (uint32_t)info->si_syscall;
    const struct {
        struct camera_link_header header;
        uint32_t call;
    } message = {{CAMERA_LINK_DENIED, 0, sizeof(call)}, call};
    camera_transport_write(&message, sizeof(message));
    camera_transport_leave();
}

static void filter_calls(void) {
    const struct sock_filter filter[] = {
        LOAD(arch),
        SKIP_UNLESS(ARCHITECTURE, 1),
        BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        ALLOW_CALL_WITH(SYS_read, 0, NATIVE_SOCKET_FD),
        ALLOW_CALL_WITH(SYS_write, 0, NATIVE_SOCKET_FD),
        // malloc()
        ALLOW_CALL(SYS_brk),
        ALLOW_CALL(SYS_munmap),
        ALLOW_CALL(SYS_mremap),
        ALLOW_CALL(SYS_getrandom),
        // Memory, but neither a file's nor one that can be executed.
        SKIP_UNLESS(SYS_mmap, 7),
        LOAD_ARGUMENT(3),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 1, 0),
        DENY,
        LOAD_ARGUMENT(2),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
        DENY,
        ALLOW,
        // abort()
        ALLOW_CALL(SYS_rt_sigprocmask),
        ALLOW_CALL(SYS_getpid),
        ALLOW_CALL(SYS_gettid),
        ALLOW_CALL_WITH(SYS_tgkill, 0, (uint32_t)getpid()),
        ALLOW_CALL(SYS_exit_group),
        DENY,
    };
    const struct sock_fprog program = {sizeof(filter) / sizeof(filter[0]), (struct sock_filter *)filter};
    const struct sigaction action = {.sa_sigaction = tell_denied, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, NULL);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    }
}

#else

static void filter_calls(void) {
}

#endif

static void forbid(int resource, rlim_t most) {
    const struct rlimit both = {most, most};
    setrlimit(resource, &both);
}

void camera_confine(size_t memory) {
    close(NATIVE_DRIVE_FD);
    close(NATIVE_ROM_FD);
    if (chdir("/") != 0) {
        camera_transport_leave();
    }
    if (SANITIZED) {
        return;  // it maps terabytes, and reads files to say what it has found
    }
    // Nobody reads what a camera would write there.
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    close(STDERR_FILENO);
    forbid(RLIMIT_FSIZE, 0);
    forbid(RLIMIT_NPROC, 0);
    // The program and its libraries are mapped already, which the limit counts too.
    forbid(RLIMIT_AS, ((rlim_t)64 << 20) + memory);
    filter_calls();
}
