#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sim/desktop/editor/text_editor.h"
#include "sim/desktop/model/documents.h"
#include "sim/desktop/panels/certificate_card.h"
#include "sim/desktop/panels/stage.h"
#include "sim/lab/view/bench_view.h"

namespace tlscam {

/// `FileViewPanel` shows one file: its text in an editor, what it is as a certificate or key, and its bytes.
class FileViewPanel {
 public:
  FileViewPanel(Documents& documents, ScriptMemory& scripts) : documents_(documents), scripts_(scripts) {}

  /// `changes` is another number when files of the place may have changed.
  void draw(Stage& stage, const FileAddress& address, std::uint64_t changes);

 private:
  enum class Tab { text, certificate, hex };
  struct State {
    FileAddress address;
    Tab tab = Tab::hex;
    bool loaded = false;
    std::shared_ptr<Document> document;  // null: the file is not text
    FileView view;
    Bytes bytes;
    std::uint64_t changes = 0;
  };
  void open(Stage& stage, const FileAddress& address);
  void inspect(Stage& stage, std::function<void()> then = {});
  void draw_head(Stage& stage);
  void draw_acts(Stage& stage, float left, float right, float y);
  void draw_tabs(Look& look);
  void draw_editor(Stage& stage);
  void draw_find(Look& look);
  void draw_outside(Stage& stage);
  bool is_script() const { return state_->address.path.ends_with(".py"); }
  std::string camera(const Stage& stage) const;
  void run(Stage& stage);

  Documents& documents_;
  ScriptMemory& scripts_;
  std::shared_ptr<State> state_;
  TextEditor editor_;
  CertificateCard card_;
  bool finding_ = false;
  bool find_appears_ = false;
  std::string needle_;
};

}  // namespace tlscam
