#!/usr/bin/env bash
# Get this machine ready: `.ci/setup.sh base` for running, `.ci/setup.sh dev` for checks and tests too.
#
# What it needs from the operating system it installs when it runs as root; otherwise it prints the exact line to type
# and stops. Done once, it only looks whether all is still there.
set -euo pipefail
cd "$(dirname "$0")/.."

level=${1:?base or dev}
pango=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)

say() { printf '%s\n' "$*" >&2; }

# need "what for" package...: install Debian packages, or say how.
need() {
    local what=$1
    shift
    local line="apt-get update && apt-get install --yes --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        say "$what is missing. On Debian and Ubuntu the packages are called: $*"
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "$what is missing. Type this line, then run the command again:"
        say ""
        say "    sudo sh -c '$line'"
        say ""
        exit 1
    fi
    say "Installing $what: $*"
    if ! (export DEBIAN_FRONTEND=noninteractive && eval "$line") >.data/setup.log 2>&1; then
        tail -n 20 .data/setup.log >&2
        say "It did not work. The line was: $line"
        exit 1
    fi
}

has_library() { python3 -c "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]" "$@" 2>/dev/null; }

find_chromium() {
    local name
    for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name" >/dev/null; then
            return 0
        fi
    done
    return 1
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

mkdir -p .data

if ! python=$(find_python); then
    say "Python 3.11, 3.12 or 3.13 is missing; this machine has $(python3 --version 2>&1 || echo none)."
    exit 1
fi
has_library libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 || need "Pango (it lays out the PDFs)" "${pango[@]}"
if [ "$level" = dev ]; then
    find_chromium || need "Chromium (the browser tests drive it)" chromium
    has_library libatomic.so.1 || need "libatomic (Playwright drives Chromium with it)" libatomic1
    # Where there is Java, PDFBox reads a paper too. Without it that one test is left out, and no more.
    if command -v java >/dev/null && [ ! -e /usr/share/java/preflight.jar ] && [ "$(id -u)" -eq 0 ]; then
        (need "PDFBox (it reads a PDF/A)" libpdfbox2-java libjaxb-api-java libactivation-java) || true
    fi
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    need "Python's venv" "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
fi

# A stamp says for which pins, which interpreter and which place the environment was made.
stamp=.venv/made-for
wanted="$level $(pwd) $(cat .ci/base.txt .ci/dev.txt .ci/setup.sh | cksum)"
if [ "$level" = base ] && [ -f "$stamp" ] && [ "$(cat $stamp)" = "dev${wanted#base}" ]; then
    exit 0 # made for more than is asked for
fi
if [ -f "$stamp" ] && [ "$(cat $stamp)" = "$wanted" ] && .venv/bin/python -c "" 2>/dev/null; then
    exit 0
fi

say "Making .venv ($level; about half a minute)"
rm -f "$stamp"
# Begun anew if it was made by another interpreter or in another place: its programs carry the path.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! head -n 3 .venv/bin/pip | grep -qF "$(pwd)/"; then
    rm -rf .venv
    "$python" -m venv .venv
fi
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement ".ci/$level.txt" >.data/setup.log 2>&1; then
    tail -n 20 .data/setup.log >&2
    say "The packages could not be installed. All of the above is in .data/setup.log"
    exit 1
fi
printf '%s' "$wanted" >"$stamp"
