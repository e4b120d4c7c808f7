#include "sim/desktop/panels/about.h"

#include <sstream>
#include <string>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/dialog.h"
#include "sim/words/about.h"
#include "sim/words/desktop.h"

namespace tlscam {
namespace {

// LICENSES.md, as it was when this was built.
constexpr const char* kLicences =
#include "sim/desktop/panels/licences.inc"
    ;

// Its table: the rest is for people who build tlscam.
const std::string& licence_table() {
  static const std::string table = [] {
    std::string rows;
    std::istringstream lines(kLicences);
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with('|')) rows += line + "\n";
    return rows;
  }();
  return table;
}

}  // namespace

void draw_about(Stage& stage) {
  if (!begin_dialog(stage, "about", words<"about.title">(), {760, 620}, stage.about_open)) return;
  Look& look = stage.look;
  ImGui::BeginChild("about");
  wrapped(look, words<"desktop.about_what">(), {Face::text, TextSize::sm, Color::ink});
  gap(look, 10);
  fact(look, words<"about.name">(), "tlscam", 90);
  fact(look, words<"about.version">(), TLSCAM_VERSION, 90);
  fact(look, words<"about.licence">(), "MIT; CC BY 4.0", 90);
  gap(look, 10);
  stage.flow.draw(look, licence_table(), {Face::text, TextSize::sm, Color::ink});
  ImGui::EndChild();
  end_dialog(stage.about_open);
}

}  // namespace tlscam
