#!/usr/bin/env bash
# Make static/vendor/prosemirror/ anew from the versions in package.json. Needs npm; nothing else in the project does.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out="$here/../../static/vendor/prosemirror"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$here/package.json" "$here/entry.js" "$scratch/"
cd "$scratch"
npm install --no-audit --no-fund --no-package-lock --silent
npx esbuild entry.js --bundle --format=iife --global-name=ProseMirror --minify --target=es2020 --charset=utf8 \
    --legal-comments=none --outfile="$out/prosemirror.min.js"
{
    for package in node_modules/prosemirror-* node_modules/orderedmap node_modules/rope-sequence node_modules/w3c-keyname; do
        echo "=== $(node -p "const p = require('./$package/package.json'); p.name + ' ' + p.version")"
        echo
        cat "$package/LICENSE"
        echo
    done
} >"$out/LICENSE.txt"
sha256sum "$out/prosemirror.min.js"
