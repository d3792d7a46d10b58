#!/bin/sh
# postgres.sh DIRECTORY OWNER [OPTION...]   runs a PostgreSQL server in DIRECTORY for as long as the process OWNER lives and the file
# DIRECTORY/wanted is there; then removes the directory. The file DIRECTORY/ready tells that it accepts connections, on a socket in
# the directory. Every OPTION goes to the server. As root it runs as the user `postgres`; where SMALL_DISK is set, the directory
# DIRECTORY/small is a disk of so many bytes, in a mount namespace of the server's own; where POOLER is set, a PgBouncer in front of
# the server lends its connections for a transaction at a time, on the socket of port 6432.
set -eu
if [ -n "${SMALL_DISK:-}" ] && [ -z "${INSIDE:-}" ]; then
    INSIDE=1 exec unshare --mount "$0" "$@"
fi
directory=$1 owner=$2
shift 2
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as=
if [ "$(id -u)" = 0 ]; then
    as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi
if [ -n "${SMALL_DISK:-}" ]; then
    mkdir "$directory/small"
    mount -t tmpfs -o "size=$SMALL_DISK" tmpfs "$directory/small"
fi
[ -z "$as" ] || chown -R postgres: "$directory"
cd "$directory"

$as "$programs/initdb" --pgdata=data --username=vmbay --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1
# One user needs a password; over the network that one alone may come, and not in plain.
{
    echo 'local all secretive scram-sha-256'
    echo 'hostssl all secretive 127.0.0.0/8 scram-sha-256'
    echo 'host all all all reject'
    cat data/pg_hba.conf
} >hba
cat hba >data/pg_hba.conf
{
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$directory'"
    echo "max_connections = 200"
    echo "fsync = off"
    for option; do echo "$option"; done
} >>data/postgresql.conf
$as "$programs/pg_ctl" --wait --pgdata="$directory/data" --log=data/log start >/dev/null
pooler=
if [ -n "${POOLER:-}" ]; then
    # No parameter of a session is let through but those that PgBouncer sees to itself.
    cat >pooler.ini <<INI
[databases]
* = host=$directory user=vmbay
[pgbouncer]
pool_mode = transaction
listen_port = 6432
unix_socket_dir = $directory
auth_type = any
default_pool_size = 50
max_client_conn = 500
server_login_retry = 0.1
INI
    $as /usr/sbin/pgbouncer --quiet pooler.ini >pooler.log 2>&1 &
    pooler=$!
    while [ ! -e .s.PGSQL.6432 ]; do
        kill -0 "$pooler" || { cat pooler.log >&2 && exit 1; }
        sleep 0.02
    done
fi
: >ready

while kill -0 "$owner" 2>/dev/null && [ -e wanted ]; do sleep 0.1; done
[ -z "$pooler" ] || kill "$pooler" 2>/dev/null || true
$as "$programs/pg_ctl" --wait --pgdata="$directory/data" --mode=immediate stop >/dev/null 2>&1 || true
# Until the pooler has ended too.
wait
cd /
[ -z "${SMALL_DISK:-}" ] || umount "$directory/small"
rm -rf "$directory" "$directory.lock"
