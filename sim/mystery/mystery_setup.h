#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/random.h"
#include "sim/scene/scene.h"

// A mystery is drawn from a setup of two or three cameras that works. A kind of fault changes one thing in it
// (mystery_kinds.h), and a repair puts that thing right with what a learner has (mystery_repair.h).

namespace tlscam {

/// `MysteryDraw` makes the choices of one mystery; the same seed makes the same ones on every build.
class MysteryDraw {
 public:
  explicit MysteryDraw(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_.next() % limit); }
  /// `between` gives a number from `least` to `most`.
  int between(int least, int most) {
    const int numbers = most - least + 1;
    return least + static_cast<int>(below(static_cast<std::size_t>(numbers)));
  }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

 private:
  Random random_;
};

/// `MysteryScript` is a camera's program in the order of its parts. Each part may be changed.
struct MysteryScript {
  std::string file;  ///< its path on the workstation
  std::string title, imports, online, clock, context, load, verify, options, open, talk;

  std::string text() const;
};

/// `CertificateRecipe` is what a certificate of the setup shall say. Days count from the day of the mystery.
struct CertificateRecipe {
  std::string common_name;
  std::string names;       ///< subjectAltName: "DNS:gate"; empty: none
  std::string key = "EC";  ///< for P-256; or "RSA 1024", "ED25519"
  std::string hash = "sha256";
  std::string extensions = "plain";  ///< a section of the authority's configuration (kSections)
  int from_day = -40;
  int to_day = 325;
};

/// `MysteryEnd` is the server or the client.
struct MysteryEnd {
  std::string camera;
  /// Its files on the workstation are BASE.pem, BASE.der, BASE-key.pem, BASE-key.der and BASE.csr.
  std::string base;
  CertificateRecipe certificate;
  std::map<std::string, std::string> copies;  ///< path on the drive -> path on the workstation
  FileMap files;                              ///< on the drive besides
  MysteryScript script;
  bool powered = true;
  bool runs = true;  ///< the script lies on the drive as main.py, so that it runs from power-up on
};

/// `MysteryShape` is what a kind of fault needs of its setup.
struct MysteryShape {
  bool mutual = false;        ///< the client shows a certificate as well
  bool intermediate = false;  ///< there is an authority between the root and the server
  bool datagrams = false;     ///< DTLS
  bool radio = false;         ///< the client is in the Wi-Fi network
};

/// `MysterySetup` is the whole of it.
struct MysterySetup {
  MysteryDraw draw{0};
  MysteryShape shape;
  Instant clock;  ///< the true time at which it begins
  MysteryEnd server, client, bystander;
  CertificateRecipe authority;
  std::string anchor;  ///< the base of the authority's files, which lie beside the others
  std::string topic, reply;
  std::uint16_t port = 0;
  std::vector<SceneService> services;  ///< those with a fault
  bool cable_out = false;              ///< the server's

  /// `issuer` is the base of the files of the authority that signs for the two ends.
  std::string issuer() const { return shape.intermediate ? "issuing" : anchor; }
};

/// `sound_setup` draws a setup that works.
MysterySetup sound_setup(std::uint64_t seed, const MysteryShape& shape);

/// `scene_of` makes the world of a setup.
Scene scene_of(const MysterySetup& setup, std::uint64_t seed);

/// `replace` puts a text in place of another one, which must be there.
void replace_once(std::string& text, std::string_view old, std::string_view with);

}  // namespace tlscam
