#!/bin/sh
# nothing-left.sh DIRECTORY...   fails when a process or mount refers to something below one of them
set -eu
status=0
for directory; do
    path=$(realpath -m "$directory")
    # The pattern comes by standard input, lest the search finds itself.
    for process in $(echo "$path/" | grep --fixed-strings --files-with-matches --no-messages --file=- /proc/[0-9]*/cmdline); do
        echo "left behind: process $(tr '\0' ' ' <"$process")" >&2
        status=1
    done
    if grep --fixed-strings "$path/" /proc/self/mounts >&2; then status=1; fi
done
exit $status
