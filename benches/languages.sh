#!/bin/sh
# languages.sh [ID...]   the rows of Python and Node, all or those whose ids begin so: builds the packages as they are shipped,
# gets what they are measured beside into .cache/benches, and prints the table's lines.
set -eu
cd "$(dirname "$0")/.."
repository=$PWD
cache=$repository/.cache/benches
target=${CARGO_TARGET_DIR:-$repository/target}
mkdir -p "$cache"

# A module that is loaded by another process keeps its file.
give() {
    cp "$target/release/$1" "$2.new"
    mv "$2.new" "$2"
}

cd "$repository/benches/peers"
CARGO_TARGET_DIR=$target cargo build --quiet --release --locked
give libvmbay_peers.so "$cache/vmbay_peers.abi3.so"
give libvmbay_peers_node.so "$cache/vmbay_peers.node"

cd "$repository/benches/python"
if ! cmp -s requirements.txt "$cache/python/requirements.txt"; then
    rm -rf "$cache/python"
    python3 -m venv "$cache/python"
    "$cache/python/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt
    cp requirements.txt "$cache/python/"
fi
PATH=$cache/python/bin:$PATH
rm -rf "$cache/wheels"
maturin build --quiet --release --manifest-path "$repository/bindings/python/Cargo.toml" --out "$cache/wheels"
pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$cache"/wheels/vmbay-*.whl
PYTHONPATH=$cache python -B main.py "$@"

cd "$repository"
case "$(node --version 2>/dev/null)" in
    v[2-9][0-9].* | v[1-9][0-9][0-9].*) ;;
    *) echo "not measured: the rows of Node; they need Node 20 or newer, with npm: https://nodejs.org" && exit 0 ;;
esac
export npm_config_cache="$repository/.cache/npm"
cargo build --quiet --release --package vmbay-node
cd bindings/node
give libvmbay_node.so vmbay.node
[ -d node_modules ] || npm ci --silent
npm run --silent build
cd "$repository/benches/node"
if ! cmp -s package-lock.json node_modules/complete; then
    # Of all that packages would run when they are installed, one thing is needed; Prisma would get an engine from elsewhere
    # that no program of ours runs.
    npm ci --silent --ignore-scripts
    npm rebuild --silent better-sqlite3
    for database in sqlite postgres; do
        PRISMA_SCHEMA_ENGINE_BINARY=/bin/true node_modules/.bin/prisma generate --schema "$database.prisma" >/dev/null
    done
    cp package-lock.json node_modules/complete
fi
node_modules/.bin/tsc
node .build/main.js "$@"
