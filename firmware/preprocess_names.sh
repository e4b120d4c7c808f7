#!/bin/sh
# preprocess_names.sh OUTPUT FILE... -- COMPILER FLAGS...
# Runs the preprocessor over lists of MicroPython's interned names, whose Q(...) must come through untouched.
set -eu
output=$1
shift
files=
while [ "$1" != -- ]; do
    files="$files $1"
    shift
done
shift
# shellcheck disable=SC2086 # the build's own paths, without spaces
cat $files | sed 's/^Q(.*)/"&"/' | "$@" - | sed 's/^"\(Q(.*)\)"/\1/' > "$output"
