#include "sim/diagnose/error_names.h"

#include <array>
#include <cstddef>

#include "sim/diagnose/camera_errno.h"

// These are mbedTLS's error.c, and MicroPython's replacement for its mbedtls_strerror() under another name
// (sim/third_party).
extern "C" {
const char* mbedtls_high_level_strerr(int error_code);
const char* mbedtls_low_level_strerr(int error_code);
void mbedtls_error_names(int ret, char* buf, std::size_t buflen);
}

namespace tlscam {
namespace {

struct ErrnoRow {
  int number;
  const char* name;
  const char* meaning;
};

constexpr ErrnoRow kErrnoRows[] = {
    {kEnoent, "ENOENT", "no such file or folder"},
    {kEio, "EIO", "the drive or device cannot be read"},
    {kEbadf, "EBADF", "the file or socket is closed"},
    {kEagain, "EAGAIN", "nothing is there yet"},
    {kEnomem, "ENOMEM", "not enough memory"},
    {kEbusy, "EBUSY", "in use"},
    {kEnodev, "ENODEV", "no such device, or a drive that cannot be read"},
    {kEinval, "EINVAL", "an argument is not valid"},
    {kEnospc, "ENOSPC", "the drive is full"},
    {kErofs, "EROFS", "the drive is read-only"},
    {kEafnosupport, "EAFNOSUPPORT", "another address family"},
    {kEaddrinuse, "EADDRINUSE", "the port is in use"},
    {kEconnaborted, "ECONNABORTED", "the connection was given up; on a camera: nobody answered"},
    {kEconnreset, "ECONNRESET", "the connection was cut; on a camera also: refused"},
    {kEnobufs, "ENOBUFS", "no buffer is free"},
    {kEnotconn, "ENOTCONN", "the socket is not connected"},
    {kEtimedout, "ETIMEDOUT", "no answer in the time allowed"},
    {kEconnrefused, "ECONNREFUSED", "nobody listens on the port"},
    {kEhostunreach, "EHOSTUNREACH", "there is no way to that address"},
    {kEinprogress, "EINPROGRESS", "connecting has begun"},
    {kNameNotFound, "EAI_NONAME", "the name was not found"},
    {-kEconnreset, "ECONNRESET", "the connection was cut, inside of TLS"},
    {-kEtimedout, "ETIMEDOUT", "no answer in the time allowed, inside of TLS"},
    {kNoNetworkYet, "ERR_VAL", "lwIP: there is no network yet"},
};

constexpr int kLargestCode = 0x7FFF;  // mbedTLS: "16 bit, negated" (error.h)

std::string mbedtls_name(int number) {
  std::array<char, 128> text{};
  mbedtls_error_names(number, text.data(), text.size());
  const std::string name = text.data();
  return name.find("UNKNOWN (0x") == std::string::npos ? name : "";
}

std::string mbedtls_meaning(int number) {
  std::string text;
  for (const char* part : {mbedtls_high_level_strerr(number), mbedtls_low_level_strerr(number)}) {
    if (!part) continue;
    if (!text.empty()) text += "; ";
    text += part;
  }
  return text;
}

}  // namespace

std::optional<ErrorName> error_name(int number) {
  for (const ErrnoRow& row : kErrnoRows) {
    if (row.number == number) return ErrorName{number, row.name, row.meaning};
  }
  if (number >= 0 || number < -kLargestCode) return std::nullopt;
  std::string name = mbedtls_name(number);
  if (name.empty()) return std::nullopt;
  return ErrorName{number, std::move(name), mbedtls_meaning(number)};
}

std::optional<ErrorName> error_by_name(std::string_view name) {
  for (const ErrnoRow& row : kErrnoRows) {
    if (row.name == name) return ErrorName{row.number, row.name, row.meaning};
  }
  constexpr std::string_view kPrefix = "MBEDTLS_ERR_";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  // Low-level codes are below 0x80; high-level codes are multiples of 0x80.
  for (int code = 1; code <= kLargestCode; code += code < 0x80 ? 1 : 0x80) {
    if (mbedtls_name(-code) == name) return error_name(-code);
  }
  return std::nullopt;
}

}  // namespace tlscam
