"""The window, used by programs; see sim/desktop/driver/driver.h."""
import contextlib
import json
import os
import subprocess
import tempfile


@contextlib.contextmanager
def x_display(size="1280x800x24"):
    """An X server without a screen (Xvfb), whose DISPLAY is in the environment meanwhile."""
    said, saying = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(saying), "-screen", "0", size, "-nolisten", "tcp"], pass_fds=[saying], stderr=subprocess.DEVNULL)
    os.close(saying)
    try:
        with os.fdopen(said) as number:
            os.environ["DISPLAY"] = ":" + number.readline().strip()
        yield
    finally:
        server.terminate()
        server.wait()


class DrivenWindow:
    """A window, without a display unless SDL's driver is another, told by lines."""

    def __init__(self, program, *arguments, driver="offscreen"):
        self.folder = tempfile.TemporaryDirectory()
        settings = os.path.join(self.folder.name, "desktop.json")
        environment = dict(os.environ, SDL_VIDEODRIVER=driver, LIBGL_ALWAYS_SOFTWARE="1")
        self.process = subprocess.Popen(
            [program, "--driven", "--no-motion", "--settings", settings, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"problem": "the window has gone"}')
        if not answer.get("ok"):
            raise SystemExit(f"{line}: {answer.get('problem')}")
        return answer
