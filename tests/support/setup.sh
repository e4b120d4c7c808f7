# shellcheck shell=bash
# What ./run and ./test share: Debian packages, upstream sources, configuring, building. To be sourced, with `root` set
# to the root of the repository. Everything it says goes to standard error.

: "${root:?is set by the script that sources this one}"

# The compiler cache serves every clone on this machine: paths inside the root do not count.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1

# Debian's tools get Debian's own python3: each call of emcc starts one, and a version manager's takes a second for it.
export PATH=/usr/bin:$PATH

say() { printf '%s\n' "$*" >&2; }

# C++ compilers take up to 1.5 GB each, so this runs one per core, or fewer when memory is short.
parallel_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || echo "$cores")
  if ((memory < cores)); then cores=$memory; fi
  echo $((cores > 0 ? cores : 1))
}

# install_packages run [page] [desktop] [mcu] [test] installs missing packages among those with these words in
# debian-packages.txt.
install_packages() {
  local wanted missing as_root=()
  mapfile -t wanted < <(awk -v words=" $* " '/^[a-z]/ && index(words, " " $1 " ") { print $2 }' \
    "$root/tests/support/debian-packages.txt")
  if ! command -v dpkg-query >/dev/null; then
    say "This is not a Debian system. tlscam needs what these packages hold, then go on with cmake --preset native:"
    say "  ${wanted[*]}"
    return 1
  fi
  mapfile -t missing < <(comm -13 \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort -u) \
    <(printf '%s\n' "${wanted[@]}" | sort -u))
  ((${#missing[@]} == 0)) && return

  if (($(id -u) != 0)); then
    if ! command -v sudo >/dev/null; then
      say "These Debian packages are missing, and only root can install them. As root, run"
      say "  apt-get install ${missing[*]}"
      say "and then this command again."
      return 1
    fi
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} Debian packages (a few minutes at most): ${missing[*]}"
  local log=$root/build/log/packages.log
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    grep -E '^(E|Err)' "$log" | tail -n 5 >&2 || true
    say "The packages could not be installed; all that apt said is in $log."
    say "When that is put right, run this command again. By hand: apt-get install ${missing[*]}"
    return 1
  fi
}

# Node.js from elsewhere brings npm with it, and conflicts with Debian's.
install_npm() {
  command -v npm >/dev/null && return
  local as_root=()
  (($(id -u) == 0)) || as_root=(sudo)
  say "Installing npm (some minutes: Debian's comes in many small packages)"
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends npm \
    >"$root/build/log/npm.log" 2>&1 </dev/null; then
    say "npm could not be installed; all that apt said is in $root/build/log/npm.log. By hand: apt-get install npm"
    return 1
  fi
}

# This installs the page's JavaScript packages, as its lock file names them.
install_page_packages() {
  local stamp=$root/web/node_modules/.lock-file log=$root/build/log/npm-ci.log
  cmp -s "$root/web/package-lock.json" "$stamp" && return
  say "Installing the page's packages (about a minute)"
  if ! (cd "$root/web" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund) >"$log" 2>&1 </dev/null; then
    grep -E 'ERR!|error' "$log" | tail -n 5 >&2 || true
    say "npm could not install the page's packages; all it said is in $log. The same command tries again."
    return 1
  fi
  cp "$root/web/package-lock.json" "$stamp"
}

# Emscripten's tools are written in JavaScript, and look for the packages where Debian puts them.
export NODE_PATH=/usr/share/nodejs

# page_script NAME [-- ARGS...] runs a script of the page's package. Only it gets these options of Node, not Emscripten,
# whose Node may be another one.
page_node_options=${NODE_OPTIONS:-}
page_script() { (cd "$root/web" && NODE_OPTIONS=$page_node_options npm run --silent "$@"); }

# This builds camera, world and openssl as WebAssembly, and the page around them: build/site.
build_site() {
  local log=$root/build/log/site.log
  configure wasm
  build wasm page_parts
  TLSCAM_JOBS=$(parallel_jobs) "$root/web/openssl/build"
  install_page_packages
  say "Putting the page together (about half a minute)"
  if ! page_script build >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    say "The page could not be built; all that was said is in $log."
    return 1
  fi
}

# This configures once; later Ninja does it by itself whenever a CMake file changes.
configure() {
  local preset=$1 log=$root/build/log/configure-$1.log
  local ninja=$root/build/$preset/build.ninja
  [[ -f $ninja && $ninja -nt $root/CMakePresets.json ]] && return
  say "Configuring $preset"
  if ! (cd "$root" && cmake --preset "$preset") >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    say "CMake could not configure the preset '$preset'; all it said is in $log."
    return 1
  fi
}

# configure_desktop PRESET does the same with the window, which needs more packages.
configure_desktop() {
  local preset=$1 log=$root/build/log/configure-desktop.log
  grep -qs '^TLSCAM_DESKTOP:BOOL=ON' "$root/build/$preset/CMakeCache.txt" && configure "$preset" && return
  say "Configuring $preset with the window"
  if ! (cd "$root" && cmake --preset "$preset" -DTLSCAM_DESKTOP=ON) >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    say "CMake could not configure the window; all it said is in $log."
    return 1
  fi
}

# build PRESET [TARGET]: on a terminal Ninja shows its own progress; elsewhere there is a line for each tenth of the
# way, and any output of the compilers.
build() {
  local preset=$1 target=${2:-all} code=0
  if [[ -t 2 ]]; then
    ninja -C "$root/build/$preset" -j "$(parallel_jobs)" "$target" >&2 || code=1
  else
    NINJA_STATUS='[%f/%t] ' ninja -C "$root/build/$preset" -j "$(parallel_jobs)" "$target" 2>&1 | awk '
      /^\[[0-9]+\/[0-9]+\] / {
        split(substr($1, 2), part, /[\/\]]/)
        tenth = int(10 * part[1] / part[2])
        if (tenth != last) { print; fflush() }
        last = tenth
        next
      }
      !/^(ninja: Entering directory|ninja: no work to do|-- )/ { print; fflush() }' >&2 || code=1
  fi
  if ((code != 0)); then
    say "The build ($preset) stopped; the reason stands above. The same command goes on where it stopped."
    return 1
  fi
}

# There must be only one setup at a time: two Ninjas in one folder destroy each other's work.
lock_build() {
  mkdir -p "$root/build/log"
  exec 8>"$root/build/.lock"
  if ! flock --nonblock 8; then
    say "Waiting for another ./run or ./test that is building."
    flock 8
  fi
}

unlock_build() { exec 8>&-; }
