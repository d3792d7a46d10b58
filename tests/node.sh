#!/bin/sh
# The Node package and its examples: built, type-checked and tested. Expects Node 20 or newer, with npm.
set -eu
cd "$(dirname "$0")/.."
case "$(node --version 2>/dev/null)" in
    v[2-9][0-9].* | v[1-9][0-9][0-9].*) ;;
    *) echo "Node 20 or newer is needed, with npm: https://nodejs.org" >&2 && exit 1 ;;
esac
cargo build --quiet --package vmbay-node
cp "${CARGO_TARGET_DIR:-target}/debug/libvmbay_node.so" bindings/node/vmbay.node

export npm_config_cache="$PWD/.cache/npm"
for package in bindings/node examples/node; do
    (cd "$package" && npm ci --silent && npm run --silent build)
done
cd bindings/node
sh ../../tests/lab/with-postgres.sh npm test
