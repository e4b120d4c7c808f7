#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/desktop/look/look.h"
#include "sim/desktop/look/text_flow.h"
#include "sim/desktop/model/desk.h"
#include "sim/desktop/model/wire_export.h"
#include "sim/desktop/model/wire_reading.h"
#include "sim/desktop/window/desktop_settings.h"

namespace tlscam {

class Project;

/// The four areas of the window; see ui.md, "Places".
enum class Area { lesson, bench, network, wire };

/// The tabs of the network's area.
enum class NetworkTab { map, faults, attackers, bridge };

enum class WireTab { messages, sides, packets, certificate };

/// `kRealPlace` is the bench's place for a real camera: none of the world can have this name.
inline constexpr const char* kRealPlace = "*";

/// `WireView` is how the wire is shown, beside the selected message.
struct WireView {
  struct Certificate {
    std::string name;
    Bytes bytes;
  };
  WireTab tab = WireTab::messages;
  bool as_list = false;    ///< messages as a list instead of the ladder
  bool each_link = false;  ///< packets on every link that they take
  /// The selected packet: of the live world as Desk::frames_before() counts, of a capture from 0.
  std::optional<std::uint64_t> packet;
  std::optional<Certificate> certificate;  ///< a certificate, request or key that is read beside the messages
};

/// `Stage` is what panels share: how things look, what is known, and what is open at present. Panels keep
/// scroll positions and what is being typed, and nothing of the world.
struct Stage {
  Stage(Look& the_look, Desk& the_desk, TextFlow& the_flow, DesktopSettings& the_settings)
      : look(the_look), desk(the_desk), flow(the_flow), settings(the_settings) {}

  Look& look;
  Desk& desk;
  TextFlow& flow;
  DesktopSettings& settings;

  /// These read the wire byte by byte, and make files of it. They are always there.
  std::unique_ptr<WireReading> reading;
  std::unique_ptr<WireExport> exports;
  WireView wire;
  /// Files that were dropped onto the window just now: a panel takes what it shows.
  std::vector<std::string> dropped;

  bool course_open = false;
  bool cards_open = false;
  bool keys_open = false;
  bool palette_open = false;
  bool about_open = false;
  bool clock_open = false;
  NetworkTab network_tab = NetworkTab::map;
  std::string link;                     ///< selected on the map; empty: none
  std::optional<Area> area;             ///< where the keyboard is, if it is in one
  std::optional<Area> to_area;          ///< gets the keyboard with the next frame
  std::vector<CertificateEvent> dates;  ///< every certificate's, in order; see refresh_dates()
  std::uint64_t dates_of = 0;           ///< the changes of files that they are from
  bool moves = false;                   ///< something moves: another frame follows the present one
  bool project_open = false;            ///< the dialog of projects
  bool share_open = false;              ///< the dialog of what is handed on
  bool real_camera_shown = false;       ///< the bench has a place for a real camera
  bool adds_camera = false;             ///< the bench is to ask for another camera
  std::string removes_camera;           ///< ... or whether this one is to go; empty: none
  std::optional<Area> maximised;
  bool lesson_collapsed = false;
  bool network_collapsed = false;
  bool wire_collapsed = false;

  /// Shows the bench's place for a real camera.
  void show_real_camera() {
    real_camera_shown = true;
    desk.selection.place = kRealPlace;
  }

  /// Opens a web address or a folder with the program that the desktop has for it.
  std::function<void(const std::string& address)> open_outside;
  /// Changes theme or scale with the next frame, and keeps it.
  std::function<void()> settings_changed;
  Project* project = nullptr;  ///< set before anything is drawn
};

/// The colour of a role.
Color color_of(Role role);
/// The sign of trust: icon and colour go together, never the colour alone.
Color color_of(Trust trust);
Icon icon_of(Trust trust);
/// The role of a node of the world; the workstation's for "".
Role role_of(const Desk& desk, const std::string& node);

}  // namespace tlscam
