#include "sim/lab/reader/certificate_report.h"
#include "sim/lab/reader/reader.h"
#include "sim/lab/reader/reader_view.h"
#include "sim/lab/view/message_parts.h"

namespace tlscam {

Result<MessageView> Reader::perform(const CertificateTreesCommand& command) const {
  MessageView view;
  for (const CertificateTree& tree : certificate_trees(command.file))
    view.parts.push_back(view_part(PartKind::certificate, false, {}, tree.bytes, tree.fields));
  if (view.parts.empty()) return fail("It is neither DER nor PEM that can be read; look at its bytes.");
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

Result<std::vector<NameView>> Reader::perform(const WhoMayConnectCommand& command) const {
  const auto matches = name_matches(command.file, command.names);
  if (!matches) return tl::unexpected(matches.error());
  std::vector<NameView> rows;
  for (const NameMatch& match : *matches) rows.push_back({match.name, match.accepted, match.reason});
  return rows;
}

Result<ChainView> Reader::perform(const VerifyChainCommand& command) const {
  const auto verdict =
      decide_chain({{command.presented}, command.anchors, command.name, command.clock, true});
  if (!verdict) return tl::unexpected(verdict.error());
  ChainView view{verdict->accepted, verdict->exception, verdict->alert, {}, verdict->notes};
  for (const ChainStep& step : verdict->steps) {
    ChainStepView& shown = view.steps.emplace_back();
    shown.subject = step.subject;
    shown.role = to_text(step.role);
    for (const ChainCheck& check : step.checks)
      shown.checks.push_back({std::string(to_text(check.kind)), check.passed, check.reason});
  }
  return view;
}

}  // namespace tlscam
