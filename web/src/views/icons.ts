import activity from 'lucide-static/icons/activity.svg?raw';
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw';
import arrowRight from 'lucide-static/icons/arrow-right.svg?raw';
import binary from 'lucide-static/icons/binary.svg?raw';
import book from 'lucide-static/icons/book-open.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw';
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw';
import alert from 'lucide-static/icons/circle-alert.svg?raw';
import failed from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import enter from 'lucide-static/icons/corner-down-left.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import file from 'lucide-static/icons/file.svg?raw';
import archive from 'lucide-static/icons/file-archive.svg?raw';
import fileCertificate from 'lucide-static/icons/file-badge.svg?raw';
import fileCode from 'lucide-static/icons/file-code.svg?raw';
import fileKey from 'lucide-static/icons/file-key.svg?raw';
import folder from 'lucide-static/icons/folder.svg?raw';
import drive from 'lucide-static/icons/hard-drive.svg?raw';
import waiting from 'lucide-static/icons/hourglass.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import hint from 'lucide-static/icons/lightbulb.svg?raw';
import list from 'lucide-static/icons/list.svg?raw';
import proved from 'lucide-static/icons/lock.svg?raw';
import half from 'lucide-static/icons/lock-keyhole-open.svg?raw';
import maximise from 'lucide-static/icons/maximize-2.svg?raw';
import minimise from 'lucide-static/icons/minimize-2.svg?raw';
import monitor from 'lucide-static/icons/monitor.svg?raw';
import moon from 'lucide-static/icons/moon.svg?raw';
import network from 'lucide-static/icons/network.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import rename from 'lucide-static/icons/pencil.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import power from 'lucide-static/icons/power.svg?raw';
import reset from 'lucide-static/icons/rotate-ccw.svg?raw';
import save from 'lucide-static/icons/save.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import share from 'lucide-static/icons/share-2.svg?raw';
import jump from 'lucide-static/icons/skip-forward.svg?raw';
import stop from 'lucide-static/icons/square.svg?raw';
import stepBack from 'lucide-static/icons/step-back.svg?raw';
import stepOn from 'lucide-static/icons/step-forward.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import theme from 'lucide-static/icons/sun-moon.svg?raw';
import terminal from 'lucide-static/icons/terminal.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import unplug from 'lucide-static/icons/unplug.svg?raw';
import upload from 'lucide-static/icons/upload.svg?raw';
import showMe from 'lucide-static/icons/wand-sparkles.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';

const sources = {
  activity,
  alert,
  archive,
  arrowLeft,
  arrowRight,
  binary,
  book,
  check,
  chevronDown,
  chevronLeft,
  chevronRight,
  clock,
  close,
  copy,
  download,
  drive,
  enter,
  eye,
  failed,
  file,
  fileCertificate,
  fileCode,
  fileKey,
  folder,
  half,
  hint,
  info,
  jump,
  keyboard,
  list,
  maximise,
  minimise,
  monitor,
  moon,
  network,
  pause,
  play,
  plus,
  power,
  proved,
  rename,
  reset,
  save,
  search,
  share,
  showMe,
  stepBack,
  stepOn,
  stop,
  sun,
  terminal,
  theme,
  trash,
  unplug,
  upload,
  waiting,
};

export type IconName = keyof typeof sources;

/** The shapes inside of an icon's <svg>. */
export const icons = Object.fromEntries(
  Object.entries(sources).map(([name, source]) => [
    name,
    /<svg[^>]*>([\s\S]*)<\/svg>/.exec(source)?.[1] ?? '',
  ]),
) as Record<IconName, string>;
