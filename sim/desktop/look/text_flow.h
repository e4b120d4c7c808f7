#pragma once
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "sim/desktop/look/look.h"
#include "sim/desktop/look/markdown.h"

namespace tlscam {

/// `TextFlow` sets Markdown: mixed runs that break at the panel's edge, lists, code, tables.
class TextFlow {
 public:
  /// Opens an address that was pressed; required for links.
  std::function<void(const std::string& address)> open_link;
  /// `explain` finds the words that are explained in a run of text; see Glossary::explain. May be empty.
  struct Explained {
    std::size_t begin = 0;
    std::size_t size = 0;
    std::string_view text;
  };
  std::function<std::vector<Explained>(std::string_view run)> explain;

  /// `draw` sets a text in the size and colour of `style`, as wide as the panel or `width`.
  void draw(Look& look, std::string_view markdown, TextStyle style = {Face::text, TextSize::m, Color::ink},
            float width = 0);

 private:
  void draw_runs(Look& look, const std::vector<MarkdownRun>& runs, TextStyle style, float width);
  void draw_rows(Look& look, std::span<const MarkdownBlock> rows, TextStyle style, float width);

  const std::vector<MarkdownBlock>& parsed(std::string_view markdown);

  std::map<std::string, std::vector<MarkdownBlock>, std::less<>> parsed_;
};

}  // namespace tlscam
