#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "sim/scene/scene.h"
#include "tests/diagnosis/certificate_maker.h"

namespace tlscam {

/// `Draw` makes the choices of a case; the same seed makes the same ones.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : generator_(seed) {}
  std::size_t below(std::size_t limit) { return generator_() % limit; }
  bool coin() { return below(2) == 1; }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  std::mt19937_64 generator_;
};

/// `Chain` says how many certificates lead to the anchor.
enum class Chain { self_signed, one_authority, intermediate };

/// `Identity` is who an end claims to be: up to three certificates, first as they shall be, then as they are.
struct Identity {
  Chain chain = Chain::one_authority;
  CertificateSpec root_spec, middle_spec, leaf_spec;
  IssuedCertificate root, middle, leaf;
};

/// `Script` is a camera's program, in the order of its parts. Each part may be changed.
struct Script {
  std::string imports, online, clock, context, load, verify, options, open, wrap, talk;
  bool catches = false;  ///< prints what wrap and talk raise, instead of dying of it

  std::string text() const;
};

/// `EndPlan` is one of the two cameras.
struct EndPlan {
  std::string camera;
  Identity identity;
  std::string cert_file, key_file, middle_file, anchor_file;  ///< names on the drive
  FileMap files;
  Script script;
  std::optional<std::size_t> heap;
};

/// `OpensslPeer` stands in for one camera: the workstation's openssl.
struct OpensslPeer {
  bool is_server = false;
  std::string command;  ///< the whole line for the workstation's shell
};

/// `Plan` is a world with two ends that connect, and the one thing in it that a case changes.
struct Plan {
  bool datagrams = false;
  bool mutual = false;            ///< the client shows a certificate as well
  bool client_is_victim = false;  ///< certificates of the client are changed, and not the server's
  EndPlan server, client;
  std::string asked;    ///< server_hostname
  std::string address;  ///< the expression for connect(): ("192.168.1.50", 8443)
  std::optional<OpensslPeer> openssl;
  Scene scene;
  /// They run when the certificates are made and the files lie on the drives, before the scripts start.
  std::vector<std::function<void(Plan&)>> on_files;

  EndPlan& victim() { return client_is_victim ? client : server; }
  EndPlan& judge() { return client_is_victim ? server : client; }
  Identity& identity() { return victim().identity; }
};

/// `Shape` is the part of a plan that a mutation may insist on.
struct Shape {
  std::optional<bool> datagrams, client_is_victim;
  std::optional<Chain> chain;
  std::string key;  ///< the key of the victim's leaf; empty: any
};

/// `draw_plan` makes a world that works, of this shape.
Plan draw_plan(Draw& draw, const Shape& shape);

/// `make_files` issues the certificates and puts the files on the drives; it ends with `on_files`.
void make_files(Plan& plan);

/// The moment at which the worlds begin.
inline constexpr Instant kPlanClock = kDefaultSceneClock;
constexpr Instant days_away(int days) {
  return kPlanClock + std::chrono::hours(24 * days);
}

}  // namespace tlscam
