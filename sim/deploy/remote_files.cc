#include "sim/deploy/remote_files.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "sim/base/hex.h"
#include "sim/deploy/python_literal.h"
#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

constexpr std::size_t kChunk = 256;  // mpremote transfers this much at a time; it fits every camera's memory
constexpr std::size_t kLargestFile = 16u << 20;
constexpr unsigned kFolderMode = 0x4000;

struct ErrorNumber {
  int number;
  std::string_view code;
  std::string_view text;
};

/// The numbers are those of MicroPython's py/mperrno.h. The firmware prints a code only for some of them.
constexpr ErrorNumber kErrors[] = {
    {1, "EPERM", "Operation not permitted"},   {2, "ENOENT", "No such file or directory"},
    {5, "EIO", "Input/output error"},          {11, "EAGAIN", "Resource temporarily unavailable"},
    {12, "ENOMEM", "Cannot allocate memory"},  {13, "EACCES", "Permission denied"},
    {16, "EBUSY", "Device or resource busy"},  {17, "EEXIST", "File exists"},
    {19, "ENODEV", "No such device"},          {20, "ENOTDIR", "Not a directory"},
    {21, "EISDIR", "Is a directory"},          {22, "EINVAL", "Invalid argument"},
    {28, "ENOSPC", "No space left on device"}, {30, "EROFS", "Read-only file system"},
    {39, "ENOTEMPTY", "Directory not empty"},  {95, "EOPNOTSUPP", "Operation not supported"}};

RemoteError explain(std::string_view traceback) {
  const std::size_t at = traceback.rfind("OSError: ");
  if (at != traceback.npos) {
    const std::string_view what = traceback.substr(at);
    int number = 0;
    std::from_chars(what.data() + 9, what.data() + what.size(), number);
    for (const ErrorNumber& error : kErrors)
      if (error.number == number || what.find(error.code) != what.npos)
        return {std::string(error.code), std::string(error.text)};
  }
  return {"", std::string(traceback)};
}

tl::unexpected<RemoteError> nonsense(std::string_view reply) {
  return tl::unexpected(RemoteError{"", fmt::format("the camera's answer makes no sense: {}",
                                                    python_bytes(as_bytes(reply.substr(0, 200))))});
}

/// "MODE SIZE HEX-OF-NAME".
std::optional<RemoteEntry> parse_entry(std::string_view line) {
  const auto mode = to_number<unsigned>(take_field(line, ' '));
  const auto size = to_number<std::uint64_t>(take_field(line, ' '));
  const auto name = from_hex(line);
  if (!mode || !size || !name) return std::nullopt;
  return RemoteEntry{std::string(as_text(*name)), (*mode & kFolderMode) != 0, *size};
}

}  // namespace

Task<RemoteResult<std::string>> RemoteFiles::run(std::string code, Duration silence) {
  FollowOptions options;
  options.silence = silence;
  const Result<ExecResult> result = co_await repl_.exec(std::move(code), std::move(options));
  if (!result) co_return tl::unexpected(RemoteError{"", result.error().text});
  if (!result->error.empty()) co_return tl::unexpected(explain(as_text(result->error)));
  std::string output(as_text(result->output));
  while (output.ends_with('\n') || output.ends_with('\r')) output.pop_back();
  co_return output;
}

Task<RemoteResult<void>> RemoteFiles::run_silently(std::string code) {
  const RemoteResult<std::string> output = co_await run(std::move(code));
  if (!output) co_return tl::unexpected(output.error());
  co_return {};
}

Task<RemoteResult<std::string>> RemoteFiles::evaluate(std::string expression) {
  RemoteResult<std::string> output = co_await run("print(" + expression + ")");
  co_return output;
}

Task<RemoteResult<std::int64_t>> RemoteFiles::evaluate_number(std::string expression) {
  const RemoteResult<std::string> output = co_await evaluate(std::move(expression));
  if (!output) co_return tl::unexpected(output.error());
  const auto number = to_number<std::int64_t>(*output);
  if (!number) co_return nonsense(*output);
  co_return *number;
}

Task<RemoteResult<Bytes>> RemoteFiles::evaluate_bytes(std::string expression) {
  const RemoteResult<std::string> output =
      co_await run("from binascii import hexlify\nprint(hexlify(" + expression + ").decode())");
  if (!output) co_return tl::unexpected(output.error());
  auto bytes = from_hex(*output);
  if (!bytes) co_return nonsense(*output);
  co_return std::move(*bytes);
}

Task<RemoteResult<std::vector<RemoteEntry>>> RemoteFiles::list(std::string path) {
  const std::string argument = path.empty() ? "" : python_string(path);
  const RemoteResult<std::string> output =
      co_await run("import os\nfrom binascii import hexlify\nfor f in os.ilistdir(" + argument +
                   "):\n print(f[1],f[3]if len(f)>3 else 0,hexlify(f[0].encode()).decode())");
  if (!output) co_return tl::unexpected(output.error());
  std::vector<RemoteEntry> entries;
  std::string_view rest = *output;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    auto entry = parse_entry(line);
    if (!entry || entry->name.empty()) co_return nonsense(line);
    entries.push_back(std::move(*entry));
  }
  co_return entries;
}

Task<RemoteResult<RemoteEntry>> RemoteFiles::stat(std::string path) {
  const RemoteResult<std::string> output =
      co_await run("import os\ns=os.stat(" + python_string(path) + ")\nprint(s[0],s[6])");
  if (!output) co_return tl::unexpected(output.error());
  auto entry = parse_entry(*output + " ");
  if (!entry) co_return nonsense(*output);
  entry->name = std::move(path);
  co_return std::move(*entry);
}

Task<RemoteResult<Bytes>> RemoteFiles::read(std::string path, Progress progress) {
  std::uint64_t total = 0;
  if (progress) {
    const RemoteResult<RemoteEntry> entry = co_await stat(path);
    if (!entry) co_return tl::unexpected(entry.error());
    total = entry->size;
  }
  const RemoteResult<void> opened =
      co_await run_silently("f=open(" + python_string(path) + ",'rb')\nr=f.read");
  if (!opened) co_return tl::unexpected(opened.error());
  Bytes contents;
  while (contents.size() <= kLargestFile) {
    const RemoteResult<Bytes> chunk = co_await evaluate_bytes(fmt::format("r({})", kChunk));
    if (!chunk) co_return tl::unexpected(chunk.error());
    if (chunk->empty()) {
      const RemoteResult<void> closed = co_await run_silently("f.close()");
      if (!closed) co_return tl::unexpected(closed.error());
      co_return contents;
    }
    contents.insert(contents.end(), chunk->begin(), chunk->end());
    if (progress) progress(contents.size(), total);
  }
  co_return tl::unexpected(RemoteError{"EFBIG", "File too large"});
}

Task<RemoteResult<void>> RemoteFiles::write(std::string path, Bytes contents, Progress progress) {
  RemoteResult<void> done = co_await run_silently("f=open(" + python_string(path) + ",'wb')\nw=f.write");
  for (std::size_t at = 0; done && at < contents.size(); at += kChunk) {
    const ByteView chunk = ByteView(contents).subspan(at, std::min(kChunk, contents.size() - at));
    done = co_await run_silently("w(" + python_bytes(chunk) + ")");
    if (done && progress) progress(at + chunk.size(), contents.size());
  }
  if (done) done = co_await run_silently("f.close()");
  co_return done;
}

Task<RemoteResult<void>> RemoteFiles::remove(std::string path) {
  RemoteResult<void> done = co_await run_silently("import os\nos.remove(" + python_string(path) + ")");
  co_return done;
}

Task<RemoteResult<void>> RemoteFiles::make_folder(std::string path) {
  RemoteResult<void> done = co_await run_silently("import os\nos.mkdir(" + python_string(path) + ")");
  co_return done;
}

Task<RemoteResult<void>> RemoteFiles::remove_folder(std::string path) {
  RemoteResult<void> done = co_await run_silently("import os\nos.rmdir(" + python_string(path) + ")");
  co_return done;
}

Task<RemoteResult<void>> RemoteFiles::touch(std::string path) {
  RemoteResult<void> done = co_await run_silently("open(" + python_string(path) + ",'a').close()");
  co_return done;
}

Task<RemoteResult<Bytes>> RemoteFiles::sha256(std::string path) {
  const RemoteResult<void> done =
      co_await run_silently("import hashlib\nh=hashlib.sha256()\nwith open(" + python_string(path) +
                            ",'rb') as f:\n while True:\n  b=f.read(256)\n  if not b:break\n  h.update(b)");
  if (!done) co_return tl::unexpected(done.error());
  RemoteResult<Bytes> digest = co_await evaluate_bytes("h.digest()");
  co_return digest;
}

std::string_view disk_free_code() {
  return R"(import os,vfs
row="{:<10}{:>9}{:>9}{:>9}{:>5} {}"
print(row.format("filesystem","size","used","avail","use%","mounted on"))
for what,where in vfs.mount():
 s=os.statvfs(where)
 size=s[0]*s[2]
 free=s[0]*s[3]
 if size:
  print(row.format(str(what),size,size-free,free,100*(size-free)//size,where))
)";
}

}  // namespace tlscam
