#include "sim/deploy/deployment.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include "sim/deploy/board_path.h"
#include "sim/deploy/content_hash.h"
#include "sim/deploy/deployment_code.h"
#include "sim/deploy/python_literal.h"
#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

using namespace std::chrono_literals;

/// Time for the board to hash a large file, or to copy one after a power cut.
constexpr Duration kHashing = 60s;
/// How many paths are asked for in one piece of code, so that it fits a small board's memory.
constexpr std::size_t kPathsAtOnce = 32;
/// A file takes whole clusters; this is a usual one, and room for the journal.
constexpr std::uint64_t kCluster = 4096;
/// Copies of a name lie beside it only after power cuts (deployment_code.cc).
constexpr int kMostCopies = 3;

std::string explain(const RemoteError& error) {
  if (error.code == "ENOSPC") return "the board's file system is full";
  if (error.code == "EACCES") return "the board's file system is full, or does not allow it";
  if (error.code == "EROFS") return "the board's file system is read-only";
  if (error.code == "EIO") return "the board's file system is damaged, or its memory fails";
  if (error.text.find("MemoryError") != error.text.npos)
    return "the board has no memory left: reset it and try again";
  if (error.text.find("ImportError") != error.text.npos && error.text.find("hashlib") != error.text.npos)
    return "the board's firmware has no hashlib to check what was written: copy with mpremote instead";
  return error.text;
}

std::string folder_in(const std::string& place) {
  return join_board_path(place, kDeploymentFolder);
}

std::string staged_name(const std::string& target, const std::string& hash) {
  return "n" + content_hash(as_bytes(target + "\n" + hash)).substr(0, 16);
}

/// The folders above a path, below the place that it lies in, the outer first.
std::vector<std::string> folders_above(const BoardPath& path) {
  std::vector<std::string> folders;
  for (std::size_t at = path.place == "/" ? 0 : path.place.size();;) {
    at = path.path.find('/', at + 1);
    if (at == path.path.npos) return folders;
    folders.push_back(path.path.substr(0, at));
  }
}

/// The generation in a name such as "j12"; nothing for other names.
std::optional<std::uint32_t> generation_of(std::string_view name, char letter) {
  if (name.empty() || name.front() != letter) return std::nullopt;
  return to_number<std::uint32_t>(name.substr(1));
}

std::string journal_name(std::uint32_t generation) {
  return fmt::format("j{}", generation);
}

std::vector<std::string> targets_of(const DeploymentJournal& journal) {
  std::vector<std::string> targets;
  targets.reserve(journal.entries.size());
  for (const DeploymentJournal::Entry& entry : journal.entries) targets.push_back(entry.target);
  return targets;
}

DeploymentJournal journal_of(const DeploymentPlan& plan, std::uint32_t generation) {
  DeploymentJournal journal;
  journal.generation = generation;
  for (const DeploymentPlan::File& file : plan.files) {
    if (file.change == FileChange::unchanged) continue;
    const std::string backup = fmt::format("b{}-{}", generation, journal.entries.size());
    journal.entries.push_back({file.file.target, file.staged, backup, file.new_hash, file.old_hash});
  }
  return journal;
}

const BoardPlace* find_place(const BoardFacts& facts, const std::string& path) {
  for (const BoardPlace& place : facts.places)
    if (place.path == path) return &place;
  return nullptr;
}

}  // namespace

bool DeploymentPlan::changes_anything() const {
  return std::any_of(files.begin(), files.end(),
                     [](const File& file) { return file.change != FileChange::unchanged; });
}

std::uint64_t DeploymentPlan::bytes_to_write() const {
  std::uint64_t bytes = 0;
  for (const File& file : files)
    if (file.change != FileChange::unchanged && !file.is_staged) bytes += file.file.contents.size();
  return bytes;
}

bool Deployment::Past::is_done(std::uint32_t generation) const {
  return std::find(done.begin(), done.end(), generation) != done.end();
}

/// Runs code; `what` begins the message of a failure.
Task<Result<std::string>> Deployment::run(std::string what, std::string code) {
  RemoteResult<std::string> output = co_await files_.run(std::move(code), kHashing);
  if (!output) co_return fail("{}: {}", what, explain(output.error()));
  co_return std::move(*output);
}

Task<Result<void>> Deployment::prepare() {
  if (prepared_) co_return {};
  const Result<std::string> defined =
      co_await run("the board cannot take files", std::string(deployment_code()));
  if (!defined) co_return tl::unexpected(defined.error());
  prepared_ = true;
  co_return {};
}

Task<Result<std::vector<Deployment::Found>>> Deployment::ask(std::vector<std::string> paths) {
  std::vector<Found> found;
  found.reserve(paths.size());
  for (std::size_t at = 0; at < paths.size(); at += kPathsAtOnce) {
    const std::size_t end = std::min(at + kPathsAtOnce, paths.size());
    std::string list;
    for (std::size_t i = at; i < end; ++i) list += python_string(paths[i]) + ",";
    const Result<std::string> output = co_await run("the board cannot say what it has", "_q((" + list + "))");
    if (!output) co_return tl::unexpected(output.error());
    std::string_view rest = *output;
    for (std::size_t i = at; i < end; ++i) {
      std::string_view line = take_line(rest);
      const std::string_view kind = take_field(line, ' ');
      const auto size = to_number<std::uint64_t>(take_field(line, ' '));
      if (kind.size() != 1 || !size)
        co_return fail("the board's answer about {} makes no sense; reset it and try again", paths[i]);
      found.push_back({kind.front(), *size, line == "-" ? "" : std::string(line)});
    }
  }
  co_return found;
}

Task<Result<Deployment::Past>> Deployment::read_past(std::string folder) {
  Past past;
  const auto entries = co_await files_.list(folder);
  if (!entries) {
    if (entries.error().code == "ENOENT") co_return past;
    co_return fail("{} cannot be read: {}", folder, explain(entries.error()));
  }
  std::vector<std::uint32_t> generations;
  for (const RemoteEntry& entry : *entries) {
    if (const auto journal = generation_of(entry.name, 'j')) generations.push_back(*journal);
    if (const auto done = generation_of(entry.name, 'd')) past.done.push_back(*done);
  }
  std::sort(generations.rbegin(), generations.rend());
  if (!generations.empty()) past.newest = generations.front();
  for (const std::uint32_t generation : generations) {
    const auto text = co_await files_.read(join_board_path(folder, journal_name(generation)), {});
    if (!text) co_return fail("{} cannot be read: {}", folder, explain(text.error()));
    auto journal = parse_journal(as_text(*text));
    // A journal that was not written to its end belongs to an exchange that never began.
    if (journal && journal->generation == generation) past.journals.push_back(std::move(*journal));
  }
  co_return past;
}

Task<Result<DeploymentPlan>> Deployment::plan(BoardFacts facts, std::vector<DeployFile> files) {
  const Result<void> prepared = co_await prepare();
  if (!prepared) co_return tl::unexpected(prepared.error());
  DeploymentPlan plan;
  std::set<std::string> folders;
  for (DeployFile& file : files) {
    auto path = resolve_board_path(facts, file.target);
    if (!path) co_return tl::unexpected(path.error());
    if (plan.place.empty()) plan.place = path->place;
    if (plan.place != path->place)
      co_return fail("{} and {} are two file systems: deploy to one after the other", plan.place,
                     path->place);
    for (std::string& folder : folders_above(*path)) folders.insert(std::move(folder));
    DeploymentPlan::File planned;
    planned.new_hash = content_hash(file.contents);
    planned.staged = staged_name(path->path, planned.new_hash);
    planned.file = {std::move(path->path), std::move(file.contents)};
    plan.files.push_back(std::move(planned));
  }
  std::sort(plan.files.begin(), plan.files.end(),
            [](const auto& a, const auto& b) { return a.file.target < b.file.target; });
  for (std::size_t i = 1; i < plan.files.size(); ++i)
    if (plan.files[i].file.target == plan.files[i - 1].file.target)
      co_return fail("two of the files would become {}: rename one", plan.files[i].file.target);

  std::vector<std::string> paths(folders.begin(), folders.end());
  for (const auto& file : plan.files) paths.push_back(file.file.target);
  for (const auto& file : plan.files) paths.push_back(join_board_path(folder_in(plan.place), file.staged));
  const auto found = co_await ask(paths);
  if (!found) co_return tl::unexpected(found.error());

  for (std::size_t i = 0; i < folders.size(); ++i) {
    const char kind = (*found)[i].kind;
    if (kind == 'f') co_return fail("{} is a file on the board, and a folder here: remove it", paths[i]);
    if (kind == '-') plan.folders.push_back(paths[i]);
  }
  std::uint64_t needed = kCluster;
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    DeploymentPlan::File& file = plan.files[i];
    const Found& there = (*found)[folders.size() + i];
    if (there.kind == 'd')
      co_return fail("{} is a folder on the board, and a file here: remove it", file.file.target);
    file.old_hash = there.hash;
    if (there.kind == 'f') file.change = FileChange::replaced;
    if (there.hash == file.new_hash) file.change = FileChange::unchanged;
    file.is_staged = (*found)[folders.size() + plan.files.size() + i].hash == file.new_hash;
    if (file.change != FileChange::unchanged && !file.is_staged)
      needed += (file.file.contents.size() + kCluster - 1) / kCluster * kCluster;
  }
  const BoardPlace* place = find_place(facts, plan.place);
  if (plan.changes_anything() && place != nullptr && needed > place->free)
    co_return fail(
        "{} has {} bytes free and the files need about {}: remove files from it, or deploy to another place. "
        "Nothing was changed",
        plan.place, place->free, needed);
  co_return plan;
}

Task<Result<void>> Deployment::write_checked(std::string path, Bytes contents, std::string hash,
                                             RemoteFiles::Progress progress) {
  const RemoteResult<void> written = co_await files_.write(path, contents, std::move(progress));
  if (!written) {
    const std::string why = explain(written.error());
    // Half of a file only takes space; when the board is gone this fails too, and the next deployment does
    // it.
    (void)co_await files_.run("try:f.close()\nexcept Exception:pass\nos.remove(" + python_string(path) + ")");
    co_return fail("{}: {}", path, why);
  }
  const std::vector<std::string> written_one(1, path);
  const auto found = co_await ask(written_one);
  if (!found) co_return tl::unexpected(found.error());
  if (found->front().hash != hash)
    co_return fail(
        "{}: the board has something else than what was sent to it. Its file system is damaged, or the line "
        "is "
        "bad: try another cable",
        path);
  co_return {};
}

Task<Result<void>> Deployment::stage(const DeploymentPlan& plan, Progress progress) {
  const std::string folder = folder_in(plan.place);
  std::string make;
  for (const std::string& path : plan.folders) make += python_string(path) + ",";
  const Result<std::string> made =
      co_await run("No file on the board was changed: folders cannot be made on it",
                   "for p in(" + make + python_string(folder) + ",):\n if _k(p)=='-':os.mkdir(p)");
  if (!made) co_return tl::unexpected(made.error());

  DeployProgress at;
  at.total = plan.bytes_to_write();
  for (const DeploymentPlan::File& file : plan.files) {
    if (file.change == FileChange::unchanged || file.is_staged) continue;
    at.target = file.file.target;
    const std::uint64_t before = at.done;
    const auto report = [&at, &progress, before](std::uint64_t done, std::uint64_t) {
      at.done = before + done;
      if (progress) progress(at);
    };
    const Result<void> written = co_await write_checked(join_board_path(folder, file.staged),
                                                        file.file.contents, file.new_hash, report);
    if (!written)
      co_return fail("{} was not written ({}). No file on the board was changed", file.file.target,
                     written.error().text);
    at.done = before + file.file.contents.size();
  }
  co_return {};
}

Task<Result<void>> Deployment::begin(std::string folder, const DeploymentJournal& journal) {
  const std::string text = journal.to_text();
  const ByteView bytes = as_bytes(text);
  Result<void> written = co_await write_checked(join_board_path(folder, journal_name(journal.generation)),
                                                Bytes(bytes.begin(), bytes.end()), content_hash(bytes), {});
  co_return written;
}

Task<Result<void>> Deployment::exchange(std::string folder, const DeploymentJournal& journal) {
  const auto in_folder = [&folder](const std::string& name) {
    return python_string(name.empty() ? "" : join_board_path(folder, name));
  };
  std::vector<std::string> targets;
  for (const DeploymentJournal::Entry& entry : journal.entries) {
    const Result<std::string> done = co_await run(
        entry.target + " could not be exchanged",
        "_x(" + python_string(entry.target) + "," + in_folder(entry.staged) + "," + in_folder(entry.backup) +
            "," + python_string(entry.new_hash) + "," + python_string(entry.old_hash) + ")");
    if (!done) co_return tl::unexpected(done.error());
    if (done->starts_with("kept")) kept_.push_back(entry.target + ".kept");
    targets.push_back(entry.target);
  }
  const auto found = co_await ask(targets);
  if (!found) co_return tl::unexpected(found.error());
  for (std::size_t i = 0; i < targets.size(); ++i)
    if ((*found)[i].hash != journal.entries[i].new_hash)
      co_return fail("{} is not what was deployed; reset the board and deploy again", targets[i]);
  const Result<std::string> finished =
      co_await run("the deployment could not be finished; connect again to finish it",
                   fmt::format("_f({},{})", python_string(folder), journal.generation));
  if (!finished) co_return tl::unexpected(finished.error());
  co_return {};
}

Task<Result<void>> Deployment::carry_out(DeploymentPlan plan, Progress progress) {
  if (!plan.changes_anything()) co_return {};
  const Result<void> prepared = co_await prepare();
  if (!prepared) co_return prepared;
  const std::string folder = folder_in(plan.place);
  const Result<void> staged = co_await stage(plan, std::move(progress));
  if (!staged) co_return staged;
  const Result<Past> past = co_await read_past(folder);
  if (!past) co_return tl::unexpected(past.error());
  const DeploymentJournal journal = journal_of(plan, past->newest + 1);
  const Result<void> begun = co_await begin(folder, journal);
  if (!begun) co_return begun;
  Result<void> done = co_await exchange(folder, journal);
  co_return done;
}

Task<Result<std::vector<std::string>>> Deployment::recover(std::string place) {
  const std::string folder = folder_in(place);
  const Result<Past> past = co_await read_past(folder);
  if (!past) co_return tl::unexpected(past.error());
  if (past->journals.empty()) co_return std::vector<std::string>();
  const DeploymentJournal& last = past->journals.front();
  if (past->is_done(last.generation)) co_return std::vector<std::string>();
  const Result<void> prepared = co_await prepare();
  if (!prepared) co_return tl::unexpected(prepared.error());
  const Result<void> done = co_await exchange(folder, last);
  if (!done)
    co_return fail(
        "the deployment before this one was interrupted and cannot be finished ({}). Put back what was there "
        "before with 'tlscam deploy --undo'",
        done.error().text);
  co_return targets_of(last);
}

Task<Result<std::vector<std::string>>> Deployment::undo(std::string place) {
  const std::string folder = folder_in(place);
  const Result<Past> past = co_await read_past(folder);
  if (!past) co_return tl::unexpected(past.error());
  if (past->journals.empty()) co_return fail("nothing was deployed to {} that could be undone", place);
  const Result<void> prepared = co_await prepare();
  if (!prepared) co_return tl::unexpected(prepared.error());
  const DeploymentJournal& last = past->journals.front();

  std::vector<std::string> paths;
  for (const DeploymentJournal::Entry& entry : last.entries) {
    paths.push_back(entry.target);
    for (int copy = 0; copy < kMostCopies; ++copy)
      paths.push_back(join_board_path(folder, entry.backup) + (copy > 0 ? fmt::format("~{}", copy) : ""));
  }
  const auto found = co_await ask(paths);
  if (!found) co_return tl::unexpected(found.error());

  DeploymentJournal back;
  back.generation = past->newest + 1;
  std::size_t at = 0;
  for (const DeploymentJournal::Entry& entry : last.entries) {
    const std::string& present = (*found)[at++].hash;
    std::string backup;
    for (int copy = 0; copy < kMostCopies; ++copy, ++at)
      if (!entry.old_hash.empty() && (*found)[at].hash == entry.old_hash)
        backup = paths[at].substr(folder.size() + 1);
    if (present == entry.old_hash) continue;
    if (!entry.old_hash.empty() && backup.empty())
      co_return fail("the backup of {} is not on the board any more; nothing was changed", entry.target);
    const std::string keeps = fmt::format("b{}-{}", back.generation, back.entries.size());
    back.entries.push_back({entry.target, backup, keeps, entry.old_hash, present});
  }
  if (back.entries.empty()) co_return fail("the files on {} are as they were before", place);
  const Result<void> begun = co_await begin(folder, back);
  if (!begun) co_return tl::unexpected(begun.error());
  const Result<void> done = co_await exchange(folder, back);
  if (!done) co_return tl::unexpected(done.error());
  co_return targets_of(back);
}

}  // namespace tlscam
