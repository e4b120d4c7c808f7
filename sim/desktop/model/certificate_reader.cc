#include "sim/desktop/model/certificate_reader.h"

#include "sim/lab/reader/reader.h"

namespace tlscam {
namespace {

template <class Command>
void ask(Desk& desk, Command command, std::function<void(Result<typename Command::Reply>)> then) {
  desk.on_session([command = std::move(command), then = std::move(then)](Session&) -> std::function<void()> {
    auto answer =
        std::make_shared<Result<typename Command::Reply>>(Reader::without_capture()->perform(command));
    return [answer, then] { then(std::move(*answer)); };
  });
}

}  // namespace

void ask_reader(Desk& desk, CertificateTreesCommand command, std::function<void(Result<MessageView>)> then) {
  ask(desk, std::move(command), std::move(then));
}

void ask_reader(Desk& desk, WhoMayConnectCommand command,
                std::function<void(Result<std::vector<NameView>>)> then) {
  ask(desk, std::move(command), std::move(then));
}

void ask_reader(Desk& desk, VerifyChainCommand command, std::function<void(Result<ChainView>)> then) {
  ask(desk, std::move(command), std::move(then));
}

}  // namespace tlscam
