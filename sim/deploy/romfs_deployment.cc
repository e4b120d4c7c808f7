#include "sim/deploy/romfs_deployment.h"

#include <algorithm>

#include "sim/deploy/romfs_image.h"

namespace tlscam {

Task<Result<RomfsPlan>> RomfsDeployment::plan(Wish wish, RomfsAccess::Progress progress) {
  const RemoteResult<bool> enabled = co_await access_.is_enabled();
  if (!enabled) co_return fail("the board does not say whether it has ROMFS: {}", enabled.error().text);
  if (!*enabled)
    co_return fail("the board's firmware has no ROMFS; OpenMV has it from 4.7 on. Deploy to /flash instead");
  const RemoteResult<int> count = co_await access_.count();
  if (!count)
    co_return fail("the board does not say how many ROMFS partitions it has: {}", count.error().text);
  if (wish.partition < 0 || wish.partition >= *count)
    co_return fail("the board has {} ROMFS partition{}, and no number {}", *count, *count == 1 ? "" : "s",
                   wish.partition);
  auto partition = co_await access_.open(wish.partition);
  if (!partition) co_return fail("the ROMFS partition cannot be opened: {}", partition.error().text);
  if (!*partition) co_return fail("the board has no ROMFS partition {}", wish.partition);

  RomfsPlan plan;
  plan.partition = **partition;
  RemoteResult<Bytes> old = co_await access_.image(plan.partition, progress);
  if (!old) co_return fail("the old ROMFS image cannot be read: {}", old.error().text);
  plan.old_image = std::move(*old);
  const Result<std::map<std::string, Bytes>> present =
      plan.old_image.empty() ? std::map<std::string, Bytes>{} : files_of_romfs(plan.old_image);
  if (!present && wish.merge)
    co_return fail(
        "the image on the board is damaged, and nothing can be merged with it; deploy without --merge");
  if (present) {
    for (const auto& [path, contents] : *present) {
      const auto fresh = wish.files.find(path);
      if (fresh == wish.files.end() && !path.ends_with('/')) plan.lost.push_back(path);
      if (fresh != wish.files.end() && fresh->second != contents) plan.replaced.push_back(path);
    }
    if (wish.merge) {
      wish.files.insert(present->begin(), present->end());  // those given win
      plan.lost.clear();
    }
  }
  auto image = build_romfs(wish.files);
  if (!image) co_return tl::unexpected(image.error());
  plan.new_image = std::move(*image);
  if (static_cast<std::int64_t>(plan.new_image.size()) > plan.partition.size)
    co_return fail("the image has {} bytes, and the ROMFS partition {} of the board {}; leave files out{}",
                   plan.new_image.size(), wish.partition, plan.partition.size,
                   wish.merge ? ", or deploy without --merge" : "");
  co_return plan;
}

Task<Result<void>> RomfsDeployment::carry_out(RomfsPlan plan, RomfsAccess::Progress progress) {
  constexpr std::string_view kBack =
      "; /rom may be empty now. Deploy again, or write the kept image back with --romfs IMAGE";
  const RemoteResult<void> written =
      co_await access_.write(plan.partition, plan.new_image, std::move(progress));
  if (!written) co_return fail("the ROMFS image was not written: {}{}", written.error().text, kBack);
  auto again = co_await access_.open(plan.partition.number);
  if (!again || !*again) co_return fail("the ROMFS image cannot be read back{}", kBack);
  const RemoteResult<Bytes> back = co_await access_.image(**again, {});
  if (!back) co_return fail("the ROMFS image cannot be read back: {}{}", back.error().text, kBack);
  if (*back != plan.new_image)
    co_return fail("the board gives back another ROMFS image than was written{}", kBack);
  co_return Result<void>{};
}

}  // namespace tlscam
