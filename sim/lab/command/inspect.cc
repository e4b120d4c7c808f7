#include "sim/lab/command/inspect.h"

#include <algorithm>

#include "sim/certificate/certificate_file.h"
#include "sim/lab/reader/file_view.h"
#include "sim/lab/session/place.h"
#include "sim/lab/session/session_state.h"
#include "sim/lab/view/file_kinds.h"

namespace tlscam {
namespace {

void add_events(OpenWorld& opened, const std::string& name, std::vector<CertificateEvent>& events) {
  const auto place = Place::find(opened, name);
  if (!place) return;
  const auto files = place->all_files();
  if (!files) return;
  for (const SavedFile& saved : *files) {
    if (saved.bytes.size() > kMostInspectedBytes) continue;
    const CertificateFile& file = opened.inspected().inspect(saved.bytes, saved.path);
    for (const CertificateFacts& facts : file.certificates) {
      const std::string where = name.empty() ? saved.path : fmt::format("{} on {}", saved.path, name);
      events.push_back({facts.not_before, where + " begins to be valid"});
      events.push_back({facts.not_after, where + " expires"});
    }
  }
}

}  // namespace

Result<FileView> carry_out(SessionState& state, const InspectFileCommand& command) {
  const auto place = Place::find(state.opened(), command.place);
  if (!place) return tl::unexpected(place.error());
  const auto bytes = place->read(command.path);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto& mystery = state.opened().mystery_run()) mystery->look_at(command.place, command.path);
  return view_file(*bytes, base_name(command.path));
}

Result<std::vector<CertificateEvent>> carry_out(SessionState& state, const CertificateEventsCommand&) {
  std::vector<CertificateEvent> events;
  if (auto& mystery = state.opened().mystery_run()) mystery->look_at_dates();
  add_events(state.opened(), "", events);
  for (const auto& camera : state.world().cameras()) add_events(state.opened(), camera->name(), events);
  std::ranges::stable_sort(events, {}, &CertificateEvent::at);
  return events;
}

}  // namespace tlscam
