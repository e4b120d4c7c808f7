#pragma once
#include <string>
#include <vector>

#include "sim/workstation/mpremote_session.h"

namespace tlscam::mpremote {

/// A path of `mpremote cp`: on the camera when it is written with a colon in front.
struct Place {
  bool remote = false;
  std::string path;

  static Place parse(std::string_view text);
  Place child(std::string_view name) const;
};

/// `mpremote cp`, in every direction.
class Copier {
 public:
  Copier(Session& session, const Command& command)
      : session_(session), files_(session.connection->files), command_(command) {}

  /// One source; `multiple` when there are several, and then the destination must be a folder.
  Task<Outcome> copy(std::string source, std::string destination, bool multiple);

 private:
  Task<bool> is_folder(Place place);
  Task<bool> exists(Place place);
  Task<tl::expected<std::vector<std::string>, Stop>> names(Place folder);
  Task<tl::expected<Bytes, Stop>> read(Place place);
  Task<Outcome> write(Place place, Bytes contents);
  Task<Outcome> make_folder(Place place);
  Task<bool> is_up_to_date(Place place, const Bytes& contents);
  Task<Outcome> copy_file(Place source, Place destination, bool multiple, bool must_be_folder);
  Task<Outcome> copy_tree(Place source, Place destination, int depth);

  Session& session_;
  RemoteFiles& files_;
  const Command& command_;
};

/// The message of a failed file command, as of the real tool.
tl::unexpected<Stop> file_error(std::string_view command, std::string_view path, const RemoteError& error);

/// "a/b", or "./b" when the folder is the current one.
std::string remote_join(std::string_view folder, std::string_view name);

/// How deep folders may lie in each other: a camera could invent more without end.
inline constexpr int kDeepestFolder = 32;

}  // namespace tlscam::mpremote
