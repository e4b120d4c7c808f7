// These tests check that no part of a simulation can be reached from another computer.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/interop/interop.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

// `family` is the process and all that it has started.
std::vector<pid_t> family(pid_t process) {
  std::vector<pid_t> all = {process};
  std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", process));
  for (pid_t child = 0; children >> child;) {
    const auto more = family(child);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::set<std::string> socket_inodes(pid_t process) {
  std::set<std::string> inodes;
  for (const auto& entry : fs::directory_iterator(fmt::format("/proc/{}/fd", process))) {
    std::error_code ignored;
    const std::string target = fs::read_symlink(entry, ignored).string();
    if (target.starts_with("socket:[")) inodes.insert(target.substr(8, target.size() - 9));
  }
  return inodes;
}

struct Port {
  std::string table;    // "tcp", "udp6", ...
  std::string address;  // as in the table: hexadecimal, 0100007F:1F90
};

// `open_ports` lists the ports of /proc/net that belong to these sockets and accept something: listening TCP,
// any UDP.
std::vector<Port> open_ports(const std::set<std::string>& inodes) {
  constexpr const char* kListening = "0A";
  std::vector<Port> ports;
  for (const std::string table : {"tcp", "tcp6", "udp", "udp6"}) {
    std::ifstream file("/proc/net/" + table);
    std::string line;
    std::getline(file, line);  // the headings
    while (std::getline(file, line)) {
      std::istringstream columns(line);
      std::string number, local, remote, state, queues, timer, retransmissions, user, timeout, inode;
      columns >> number >> local >> remote >> state >> queues >> timer >> retransmissions >> user >>
          timeout >> inode;
      if (!inodes.contains(inode)) continue;
      if (table.starts_with("tcp") && state != kListening) continue;
      ports.push_back({table, local});
    }
  }
  return ports;
}

TEST_F(Interop, ListensOnLoopbackOnly) {
  make_certificate("server");
  const std::uint16_t tcp = free_port();
  const std::uint16_t udp = free_port(PortKind::udp);
  auto camera =
      start_camera("server.py", {{"server.der", "server-key.der"}},
                   {"--bridge", loopback(tcp) + "=openmv:8443", "--bridge",
                    loopback(udp) + "=openmv:8444/udp", "--reach", "server=" + loopback(free_port())});
  expect_says(*camera, "openmv| listening\n");

  std::set<std::string> inodes;
  const auto processes = family(camera->pid());
  EXPECT_EQ(processes.size(), 3u) << "tlscam, its camera, and the keeper of its folder";
  for (const pid_t process : processes) inodes.merge(socket_inodes(process));
  std::set<std::string> found;
  for (const Port& port : open_ports(inodes)) found.insert(port.table + " " + port.address);
  EXPECT_EQ(found, (std::set<std::string>{fmt::format("tcp 0100007F:{:04X}", tcp),
                                          fmt::format("udp 0100007F:{:04X}", udp)}));
}

}  // namespace
}  // namespace tlscam
