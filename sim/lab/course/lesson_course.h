#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/session/session.h"
#include "sim/lesson/lesson_files.h"

namespace tlscam {

/// The lesson with this id, or whose folder begins with this number ("30"). The message of a failure lists
/// the ids.
Result<const Lesson*> find_lesson(const std::vector<Lesson>& course, const std::string& id);

/// The lesson itself; of mysteries, the one in the world of this seed.
Lesson drawn_lesson(const Lesson& lesson, std::uint64_t seed = kDefaultMystery);

/// Opens the world of a lesson as it is at the start, and returns when it is there. `folder` holds files that
/// the learner has already made; the world is opened on a copy of it, and the lesson's own commands make
/// none. Empty: a new folder, as always for mysteries, which are opened by their seed.
Result<void> open_lesson(Session& session, const Lesson& lesson, const std::string& folder,
                         std::uint64_t seed = kDefaultMystery);

}  // namespace tlscam
