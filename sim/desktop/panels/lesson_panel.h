#pragma once
#include <map>
#include <set>

#include "sim/desktop/panels/mystery_card.h"
#include "sim/desktop/panels/solution.h"
#include "sim/desktop/panels/stage.h"
#include "sim/lab/view/glossary.h"

namespace tlscam {

/// `LessonPanel` shows the open lesson: its text, what each step wants and why it is not so yet, and the
/// buttons that do it in the learner's sight.
class LessonPanel {
 public:
  explicit LessonPanel(const Glossary* glossary) : glossary_(glossary) {}

  void draw(Stage& stage);

 private:
  void draw_head(Stage& stage, const LessonText& text, const LessonSnapshot& progress);
  void draw_step(Stage& stage, const LessonText& text, std::size_t index, const LessonStepSnapshot& progress);
  void draw_blocks(Stage& stage, const std::vector<LessonTextBlock>& blocks,
                   std::optional<std::uint32_t> step, const LessonStepSnapshot* progress);
  void draw_block(Stage& stage, const LessonTextBlock& block, std::optional<std::uint32_t> step,
                  std::uint32_t number);
  void draw_press(Stage& stage, const LessonTextBlock& block, std::optional<std::uint32_t> step,
                  std::uint32_t number);
  void draw_prediction(Stage& stage, const LessonTextBlock& block, std::uint32_t step, std::uint32_t number,
                       const LessonPredictionSnapshot& progress);
  void draw_look_back(Stage& stage, const LessonTextStep& step, std::size_t index,
                      const LessonStepSnapshot& progress);
  void draw_checks(Stage& stage, const LessonStepSnapshot& progress);
  void draw_hint(Stage& stage, const LessonHintSnapshot& hint, std::size_t number);
  void draw_end(Stage& stage, const LessonText& text);
  void draw_foot(Stage& stage, const LessonText& text, const LessonSnapshot& progress);
  void draw_free_bench(Stage& stage);
  void act(Stage& stage, std::optional<std::uint32_t> step, std::optional<std::uint32_t> block);

  const Glossary* glossary_;  // borrowed; null: words are not explained
  std::string lesson_;        // the rest is about this one
  std::uint64_t generation_ = 0;
  std::map<std::size_t, bool> opened_;
  std::set<std::size_t> shown_whole_;            // steps whose outcome is shown before it has happened
  std::map<std::size_t, Solution> looked_back_;  // by step; those where somebody looks back
  MysteryCard mystery_;
  std::size_t present_ = 0;
  bool asks_reset_ = false;
  bool scroll_to_present_ = false;
};

/// The step where the learner is, from 0: the first that is not done, or the last.
std::size_t present_step(const LessonSnapshot& lesson);

}  // namespace tlscam
