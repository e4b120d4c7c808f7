#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/desktop/model/desk.h"

namespace tlscam {

/// A text file that is open in an editor. `text` may be ahead of `saved`, what the file holds.
struct Document {
  FileAddress address;
  std::string text;
  std::string saved;
  bool crlf = false;           ///< see TextFile
  std::uint64_t revision = 0;  ///< another number when something else than the editor has changed the text
  bool other_outside = false;  ///< the file has changed elsewhere, and the text has changes of its own
  bool gone = false;           ///< the file is no longer there
  std::string tried;           ///< was last sent to the file by itself; a refusal is not repeated

  bool changed() const { return text != saved; }
};

/// `Documents` holds the open texts of a world, whatever of them is shown.
class Documents {
 public:
  explicit Documents(Desk& desk);

  /// Opens a file. `then` gets null when it is not text or cannot be read.
  void open(const FileAddress& address, std::function<void(std::shared_ptr<Document>)> then);
  /// Writes the text to its file; an error becomes a notice, and the text stays unsaved.
  void write(const std::shared_ptr<Document>& document, std::function<void()> then = {});
  /// Writes every text that was changed, once: the session gets them in front of the next command.
  void save_all();
  /// Takes what has changed elsewhere into texts without changes of their own.
  void refresh(const std::string& place);
  /// Takes a text from its file, whatever stands in the editor.
  void reload(const std::shared_ptr<Document>& document);
  /// The texts that are not in their files yet, for people: "client.py".
  std::string unsaved() const;

 private:
  using Key = std::pair<std::string, std::string>;
  void take(Document& document, const Result<Bytes>& bytes, bool whatever);

  Desk& desk_;
  std::uint64_t generation_ = 0;
  std::map<Key, std::shared_ptr<Document>> open_;
};

}  // namespace tlscam
