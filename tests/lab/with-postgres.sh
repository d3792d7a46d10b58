#!/bin/sh
# with-postgres.sh COMMAND...   runs the command with the address of a PostgreSQL server of its own in DATABASE_URL
set -eu
lab=$(realpath "$(dirname "$0")")
directory=$(mktemp -d "${TMPDIR:-/tmp}/vmbay-pg.XXXXXX")
: >"$directory/wanted"
setsid "$lab/postgres.sh" "$directory" $$ >"$directory/trouble" 2>&1 &
server=$!
finish() {
    rm -f "$directory/wanted"
    wait "$server" || true
}
trap finish EXIT
while [ ! -e "$directory/ready" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$directory/trouble" >&2 && exit 1; }
    sleep 0.05
done
DATABASE_URL="postgres:///postgres?user=vmbay&host=$directory&port=5432" "$@"
