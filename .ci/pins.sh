#!/usr/bin/env bash
# Renew .ci/base.txt and .ci/dev.txt: the newest versions that the ranges in pyproject.toml allow, in a fresh environment.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Use the oldest Python that is promised to work (Debian 12: 3.11.2): newer packages refuse even 3.11.4.
"${PYTHON:-python3}" -m venv "$scratch/venv"
pip="$scratch/venv/bin/python -m pip --disable-pip-version-check"

names() {
    python3 - "$1" <<'PYTHON'
import sys, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print("\n".join(project["dependencies"] if sys.argv[1] == "base" else project["optional-dependencies"]["dev"]))
PYTHON
}

frozen() { $pip freeze --exclude pip --exclude setuptools | LC_ALL=C sort --ignore-case; }
heading() { grep '^#' "$1"; }

names base >"$scratch/base.in"
$pip install --quiet --requirement "$scratch/base.in"
frozen >"$scratch/base.txt"
names dev >"$scratch/dev.in"
$pip install --quiet --constraint "$scratch/base.txt" --requirement "$scratch/dev.in"
frozen >"$scratch/all.txt"

{ heading .ci/base.txt; cat "$scratch/base.txt"; } >"$scratch/new-base"
{ heading .ci/dev.txt; echo "-r base.txt"; grep --invert-match --fixed-strings --line-regexp --file="$scratch/base.txt" "$scratch/all.txt"; } >"$scratch/new-dev"
cp "$scratch/new-base" .ci/base.txt
cp "$scratch/new-dev" .ci/dev.txt
git --no-pager diff --stat -- .ci/base.txt .ci/dev.txt
