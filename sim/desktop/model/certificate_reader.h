#pragma once
#include <functional>
#include <vector>

#include "sim/desktop/model/desk.h"
#include "sim/lab/protocol/certificate_command.h"

namespace tlscam {

/// `ask_reader` lets a question about certificates be answered on the session's thread; `then` gets the
/// answer on the window's.
void ask_reader(Desk& desk, CertificateTreesCommand command, std::function<void(Result<MessageView>)> then);
void ask_reader(Desk& desk, WhoMayConnectCommand command,
                std::function<void(Result<std::vector<NameView>>)> then);
void ask_reader(Desk& desk, VerifyChainCommand command, std::function<void(Result<ChainView>)> then);

}  // namespace tlscam
