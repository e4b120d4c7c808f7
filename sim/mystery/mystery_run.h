#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/mystery_snapshot.h"
#include "sim/mystery/mystery.h"

namespace tlscam {

/// `MysteryKeys` are public keys as hexadecimal digits of their SubjectPublicKeyInfo (RFC 5280, section 4.1);
/// empty: not known.
struct MysteryKeys {
  std::string authority, server, client;
};

/// `MysteryRun` is one learner's way through one mystery: what was looked at, which cause was named, and how
/// many points are left.
class MysteryRun {
 public:
  /// The mystery is borrowed.
  explicit MysteryRun(const Mystery& mystery) : mystery_(&mystery) {}

  const Mystery& mystery() const { return *mystery_; }

  /// `keep_keys` is called with the world as it is at the beginning; later calls do nothing. These keys stay,
  /// unless the fault is in a key.
  void keep_keys(MysteryKeys keys);
  const MysteryKeys& keys() const { return keys_; }

  // Each thing that a learner looks at costs points, once, until a cause is named. Then the repair begins,
  // which needs the same commands.

  /// `look_at` notes that a file was read or inspected; `place` is a camera, or empty for the workstation.
  void look_at(const std::string& place, const std::string& path);
  /// `look_at_dates` notes that the dates of all certificates were listed.
  void look_at_dates();
  /// `command` notes a line that was entered at the workstation's terminal.
  void command(const std::string& line);
  /// `typed` notes keys at a camera's prompt; a line counts when it ends.
  void typed(const std::string& camera, std::string_view keys);

  /// `ask_why` lets the diagnosis be shown from now on.
  void ask_why();
  bool why_asked() const { return why_asked_; }
  void hint();
  /// `show_me` notes that the world has done a step in the learner's place.
  void show_me();

  /// `name` keeps the cause that the learner believes in. It may be another one later, for points. It fails
  /// when there is no such cause, and when the mystery is over. `repaired` says that the setup works already.
  Result<void> name(std::string_view kind, bool repaired);
  const std::string& named() const { return named_; }

  /// `finish` ends the mystery, when a cause is named and the setup works: the truth is told from then on.
  void finish() { over_ = true; }
  bool is_over() const { return over_; }

  /// `snapshot` is what views show.
  MysterySnapshot snapshot() const;

  /// `to_json` saves everything. `restore` takes up what was saved of the same mystery; a text that is not
  /// such a thing changes nothing and is an error.
  std::string to_json() const;
  Result<void> restore(std::string_view text);

 private:
  void use(std::string text, int cost);
  void see(std::string_view text);
  bool saw_any(const std::vector<MysteryClue>& clues) const;

  const Mystery* mystery_;
  MysteryKeys keys_;
  std::string named_;
  bool why_asked_ = false;
  bool over_ = false;
  std::vector<MysteryUse> used_;
  std::set<MysteryClue> seen_;
  std::map<std::string, std::string> lines_;  // begun at the prompt of a camera
};

}  // namespace tlscam
