#!/bin/sh
# What `make test` does after its set-up. Ends with the list of what was not run, and one line that says how it went.
set -eu
cd "$(dirname "$0")/.."
list=.cache/not-run
mkdir -p .cache
rm -f "$list"
# The tests' temporary files: a directory of this run, so that what one leaves behind is found.
TMPDIR=$(mktemp -d /tmp/vmbay.XXXXXX)
# A database server of the tests runs as another user.
chmod 711 "$TMPDIR"
export TMPDIR

step=start
begin() {
    step=$1
    printf '\n==> %s\n' "$step"
}

# Fails when a test left something behind.
nothing_left() {
    begin "nothing left behind"
    # The database server of the run ends by itself when the runner has.
    for _ in $(seq 50); do
        ls -d "$TMPDIR"/vmbay-pg-* >/dev/null 2>&1 || break
        sleep 0.2
    done
    sh tests/lab/nothing-left.sh "$TMPDIR" .cache
    [ -z "$(ls -A "$TMPDIR")" ] || { ls -lA "$TMPDIR" && false; }
}

# Runs something beside what follows, until it is joined.
beside() {
    "$@" >.cache/beside.log 2>&1 &
    beside=$!
}

# Waits for what runs beside, tells what it said, and fails if it did.
joined() {
    failed=0
    wait "$beside" || failed=$?
    cat .cache/beside.log
    return $failed
}

finish() {
    status=$?
    # For what runs beside a step that failed.
    wait
    rm -rf "$TMPDIR"
    if [ -s "$list" ]; then
        printf '\nNot run:\n'
        sort -u "$list" | sed 's/^/  - /'
    else
        printf '\nNot run: nothing\n'
    fi
    if [ $status = 0 ]; then echo "make test: passed"; else echo "make test: FAILED at: $step"; fi
    exit $status
}
trap finish EXIT

begin "formatting"
cargo fmt --all --check

# It mostly waits for Debian's servers.
beside sh tests/lab/guest/build.sh .cache/guest

begin "lints"
cargo clippy --workspace --all-targets --all-features -- -D warnings

begin "guest"
joined

begin "unit, conformance, service, integration, crash and example tests"
# One process per test: an embedded QEMU driver belongs to its process.
cargo nextest --version >/dev/null 2>&1 || cargo install --quiet --locked --root .cache/tools cargo-nextest
cargo nextest run --workspace --all-features

nothing_left

begin "documentation tests"
cargo test --quiet --workspace --all-features --doc

# Each keeps one core busy, and one waits while the other compiles.
begin "Python and Node packages"
beside sh tests/node.sh
sh tests/python.sh
joined
nothing_left

begin "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --all-features

begin "quickstart"
make --no-print-directory run
