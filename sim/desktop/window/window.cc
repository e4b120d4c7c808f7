#include "sim/desktop/window/window.h"

#include <SDL_opengl.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_impl_sdl2.h>

#include <cstdlib>
#include <string_view>

namespace tlscam {
namespace {

constexpr std::string_view kNoOpenGl =
    "The window needs OpenGL 3.2, and this display has none. Try again with --software, which draws without "
    "a graphics "
    "card (Debian package libgl1-mesa-dri).";

Uint32 wake_event() {
  static const Uint32 type = SDL_RegisterEvents(1);
  return type;
}

std::uint64_t hash(std::uint64_t seed, const void* data, std::size_t size) {
  // FNV-1a by words: only told apart from the last picture, not from everything.
  const auto* bytes = static_cast<const unsigned char*>(data);
  while (size >= 8) {
    std::uint64_t word = 0;
    std::copy(bytes, bytes + 8, reinterpret_cast<unsigned char*>(&word));
    seed = (seed ^ word) * 0x100000001b3;
    bytes += 8;
    size -= 8;
  }
  while (size-- > 0) seed = (seed ^ *bytes++) * 0x100000001b3;
  return seed;
}

std::uint64_t hash_of(const ImDrawData& data) {
  std::uint64_t seed = 0xcbf29ce484222325;
  seed = hash(seed, &data.DisplaySize, sizeof data.DisplaySize);
  for (const ImDrawList* const list : data.CmdLists) {
    seed = hash(seed, list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
    for (const ImDrawCmd& command : list->CmdBuffer)
      seed = hash(seed, &command.ClipRect, sizeof command.ClipRect);
  }
  return seed;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::string& title, int width, int height) {
  SDL_SetHint(SDL_HINT_VIDEO_HIGHDPI_DISABLED, "0");
  SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
  const bool has_video = SDL_Init(SDL_INIT_VIDEO) == 0;
  // Without a display SDL takes a driver that shows nothing, which nobody has asked for.
  const std::string driver = has_video ? SDL_GetCurrentVideoDriver() : "";
  const bool is_shown = driver != "offscreen" && driver != "dummy";
  if (!has_video || (!is_shown && !std::getenv("SDL_VIDEODRIVER"))) {
    const std::string why = has_video ? "neither DISPLAY nor WAYLAND_DISPLAY is set" : SDL_GetError();
    SDL_Quit();
    return fail(
        "There is no display to open a window on ({}). On a computer without one, use the page (./run) or "
        "the "
        "command line (./run cli); over SSH, log in with ssh -X.",
        why);
  }
  std::unique_ptr<Window> window(new Window);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  window->window_ =
      SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                       SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
  if (window->window_) window->context_ = SDL_GL_CreateContext(window->window_);
  if (!window->context_) return fail("{} ({})", kNoOpenGl, SDL_GetError());
  SDL_GL_MakeCurrent(window->window_, window->context_);
  SDL_GL_SetSwapInterval(1);
  SDL_SetWindowMinimumSize(window->window_, 480, 360);
  ImGui::CreateContext();
  window->imgui_ = true;
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTrickleEventQueue = true;
  ImGui_ImplSDL2_InitForOpenGL(window->window_, window->context_);
  if (!ImGui_ImplOpenGL3_Init("#version 150")) return fail("{}", kNoOpenGl);
  wake_event();
  return window;
}

Window::~Window() {
  if (imgui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
  }
  if (context_) SDL_GL_DeleteContext(context_);
  if (window_) SDL_DestroyWindow(window_);
  SDL_Quit();
}

void Window::wake() {
  SDL_Event event{};
  event.type = wake_event();
  SDL_PushEvent(&event);
}

bool Window::handle_event(const SDL_Event& event) {
  if (event.type == wake_event()) return true;
  ImGui_ImplSDL2_ProcessEvent(&event);
  stir();
  if (event.type == SDL_DROPFILE) {
    dropped_.emplace_back(event.drop.file);
    SDL_free(event.drop.file);
  }
  if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED) last_picture_ = 0;
  return event.type != SDL_QUIT;
}

bool Window::wait(int milliseconds) {
  SDL_Event event;
  if (!SDL_WaitEventTimeout(&event, milliseconds)) return true;
  bool goes_on = true;
  do {
    goes_on = handle_event(event) && goes_on;
  } while (SDL_PollEvent(&event));
  return goes_on;
}

bool Window::is_minimised() const {
  return SDL_GetWindowFlags(window_) & SDL_WINDOW_MINIMIZED;
}

bool Window::build(const std::function<void()>& build) {
  if (stirred_ > 0) --stirred_;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGui::NewFrame();
  build();
  ImGui::Render();
  const std::uint64_t picture = hash_of(*ImGui::GetDrawData());
  return std::exchange(last_picture_, picture) != picture;
}

void Window::render() {
  int wide = 0;
  int high = 0;
  SDL_GL_GetDrawableSize(window_, &wide, &high);
  glViewport(0, 0, wide, high);
  const ImVec4 color = ImGui::ColorConvertU32ToFloat4(background_);
  glClearColor(color.x, color.y, color.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  ++frames_shown_;
}

void Window::draw(const std::function<void()>& build_frame) {
  if (!build(build_frame)) return;
  render();
  SDL_GL_SwapWindow(window_);
}

Picture Window::take_picture(const std::function<void()>& build_frame) {
  build(build_frame);
  render();
  Picture picture;
  SDL_GL_GetDrawableSize(window_, &picture.width, &picture.height);
  const auto wide = static_cast<std::size_t>(picture.width);
  const auto high = static_cast<std::size_t>(picture.height);
  Bytes rgba(wide * high * 4);
  // After the swap the buffer holds nothing that can be relied on.
  glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  picture.rgb.reserve(wide * high * 3);
  for (std::size_t y = high; y-- > 0;)
    for (std::size_t x = 0; x < wide; ++x)
      for (std::size_t channel = 0; channel < 3; ++channel)
        picture.rgb.push_back(rgba[(y * wide + x) * 4 + channel]);
  SDL_GL_SwapWindow(window_);
  return picture;
}

float Window::system_scale() const {
  int window_width = 0;
  int pixels = 0;
  SDL_GetWindowSize(window_, &window_width, nullptr);
  SDL_GL_GetDrawableSize(window_, &pixels, nullptr);
  if (window_width > 0 && pixels > window_width)
    return static_cast<float>(pixels) / static_cast<float>(window_width);
  float dpi = 0;
  // Some X servers say 0.
  if (SDL_GetDisplayDPI(SDL_GetWindowDisplayIndex(window_), &dpi, nullptr, nullptr) != 0 || dpi < 120)
    return 1;
  return std::min(3.0f, dpi / 96);
}

bool Window::prefers_dark() {
  const char* const theme = std::getenv("GTK_THEME");
  return theme && std::string_view(theme).find("dark") != std::string_view::npos;
}

int Window::width() const {
  int width = 0;
  SDL_GetWindowSize(window_, &width, nullptr);
  return width;
}

int Window::height() const {
  int height = 0;
  SDL_GetWindowSize(window_, nullptr, &height);
  return height;
}

void Window::resize(int width, int height) {
  SDL_SetWindowSize(window_, width, height);
  stir();
}

}  // namespace tlscam
