#include "sim/desktop/model/documents.h"

#include "sim/desktop/model/text_file.h"

namespace tlscam {

Documents::Documents(Desk& desk) : desk_(desk) {
  desk.before_running = [this] { save_all(); };
}

void Documents::open(const FileAddress& address, std::function<void(std::shared_ptr<Document>)> then) {
  // Texts belong to their world.
  if (std::exchange(generation_, desk_.generation()) != desk_.generation()) open_.clear();
  if (const auto found = open_.find({address.place, address.path}); found != open_.end())
    return then(found->second);
  desk_.send(ReadFileCommand{address.place, address.path},
             [this, address, then = std::move(then), generation = generation_](Result<Bytes> bytes) {
               if (generation != desk_.generation()) return;
               const auto file = bytes ? read_text_file(*bytes) : std::nullopt;
               if (!file) return then(nullptr);
               auto& document = open_[{address.place, address.path}];
               if (!document) {
                 document = std::make_shared<Document>();
                 document->address = address;
                 document->text = document->saved = file->text;
                 document->crlf = file->crlf;
               }
               then(document);
             });
}

void Documents::write(const std::shared_ptr<Document>& document, std::function<void()> then) {
  document->tried = document->text;
  WriteFileCommand command{document->address.place, document->address.path,
                           write_text_file(document->text, document->crlf)};
  desk_.send(std::move(command),
             [this, document, text = document->text, then = std::move(then)](Result<Nothing> done) {
               if (!done) return desk_.notice(document->address.path + ": " + done.error().text);
               document->saved = text;
               document->other_outside = document->gone = false;
               if (then) then();
             });
}

void Documents::save_all() {
  if (generation_ != desk_.generation()) return;
  for (const auto& [key, document] : open_)
    if (document->changed() && document->text != document->tried) write(document);
}

void Documents::take(Document& document, const Result<Bytes>& bytes, bool whatever) {
  const auto file = bytes ? read_text_file(*bytes) : std::nullopt;
  document.gone = !bytes;
  if (!file || (file->text == document.saved && !whatever)) return;
  if (document.changed() && !whatever && document.text != file->text) {
    document.other_outside = true;
    return;
  }
  if (document.text != file->text) ++document.revision;
  document.text = document.saved = file->text;
  document.crlf = file->crlf;
  document.other_outside = false;
}

void Documents::refresh(const std::string& place) {
  if (generation_ != desk_.generation()) return;
  for (const auto& [key, document] : open_)
    if (key.first == place)
      desk_.send(ReadFileCommand{key.first, key.second},
                 [this, shown = document](Result<Bytes> bytes) { take(*shown, bytes, false); });
}

void Documents::reload(const std::shared_ptr<Document>& document) {
  desk_.send(ReadFileCommand{document->address.place, document->address.path},
             [this, document](Result<Bytes> bytes) { take(*document, bytes, true); });
}

std::string Documents::unsaved() const {
  std::string names;
  if (generation_ != desk_.generation()) return names;
  for (const auto& [key, document] : open_)
    if (document->changed()) names += (names.empty() ? "" : ", ") + key.second;
  return names;
}

}  // namespace tlscam
