// What the worker of the page calls. Texts are UTF-8 and end with 0; those that are returned belong to the
// caller, who gives them back with free().

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/dispatch.h"
#include "sim/lab/session/session.h"
#include "sim/lesson/lesson_files.h"
#include "sim/wasm/wasm_platform.h"
#include "sim/words/language.h"

extern "C" {
/// Implemented in JavaScript: whether so much real time has passed since the last tlscam_advance() began that
/// it should return.
int tlscam_late();
}

namespace {

constexpr const char* kLearnersFolder = "/home/learner";
constexpr const char* kCourseFolder = "/lessons";
constexpr std::size_t kCaptureBytes = 16u << 20;

std::unique_ptr<tlscam::Session> session;
tlscam::Session::Subscriber page;

char* give(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

}  // namespace

extern "C" {

/// From now on the world speaks a language, given as for parse_numbered_language(). To be called before
/// tlscam_start(). Null, or why it cannot be read.
[[gnu::used]] char* tlscam_speak(const char* words) {
  auto language = tlscam::parse_numbered_language(words);
  if (!language) return give(language.error().text);
  tlscam::use_language(*std::move(language));
  return nullptr;
}

/// To be called once, before anything else but tlscam_speak().
[[gnu::used]] void tlscam_start() {
  tlscam::Session::Options options;
  options.platform = tlscam::wasm_platform;
  options.folders = kLearnersFolder;
  options.terminal = true;
  options.prompt = true;
  options.watch_ends = true;
  options.capture_bytes = kCaptureBytes;
  session = std::make_unique<tlscam::Session>(std::move(options));
}

/// Takes up the lesson whose files are in the file system, below /lessons/FOLDER. Null, or why it cannot be
/// used.
[[gnu::used]] char* tlscam_add_lesson(const char* folder) {
  const auto files = tlscam::read_lesson_folder(std::filesystem::path(kCourseFolder) / folder);
  if (!files) return give(files.error().text);
  auto lesson = tlscam::load_lesson(folder, *files);
  if (!lesson) return give(lesson.error().text);
  session->add_lesson(std::move(*lesson));
  return nullptr;
}

/// See dispatch().
[[gnu::used]] char* tlscam_command(const char* json) {
  return give(tlscam::dispatch(*session, json));
}

/// See round_trip().
[[gnu::used]] char* tlscam_round_trip(const char* type, const char* json) {
  return give(tlscam::round_trip(type, json));
}

/// Lets microseconds of real time pass. Returns what Session::opening() then is.
[[gnu::used]] int tlscam_advance(double microseconds) {
  session->advance(tlscam::Duration(static_cast<std::int64_t>(microseconds)),
                   [] { return tlscam_late() != 0; });
  return static_cast<int>(session->opening());
}

/// Why the world could not be opened.
[[gnu::used]] char* tlscam_failure() {
  return give(session->failure());
}

[[gnu::used]] int tlscam_has_news() {
  return session->opening() == tlscam::Session::Opening::done && session->has_news(page) ? 1 : 0;
}

/// An Update as JSON; without the conversations that have not changed, or `whole`. There must be a world.
[[gnu::used]] char* tlscam_update(int whole) {
  const auto scope = whole ? tlscam::UpdateScope::all : tlscam::UpdateScope::changes;
  return give(tlscam::to_text(session->take_update(page, scope)));
}

/// A label for a copy of the memory that is made now, as JSON; see WorldCopies::labels(). There must be a
/// world.
[[gnu::used]] char* tlscam_copy_label() {
  return give(tlscam::to_json(session->copy_label()));
}

/// To be called when a copy is in place, with the text of tlscam_restore_copy(). Null, or why it is of no
/// use.
[[gnu::used]] char* tlscam_put_back(const char* past) {
  const auto put_back = session->put_back(past);
  return put_back ? nullptr : give(put_back.error().text);
}

/// Virtual time, in microseconds since 1970; 0 while there is no world.
[[gnu::used]] double tlscam_now() {
  const auto now = session ? session->now() : std::nullopt;
  return now ? static_cast<double>(now->time_since_epoch().count()) : 0;
}

/// The date in the world, in microseconds since 1970; 0 while there is no world.
[[gnu::used]] double tlscam_true_time() {
  const auto now = session ? session->true_time() : std::nullopt;
  return now ? static_cast<double>(now->time_since_epoch().count()) : 0;
}

}  // extern "C"
