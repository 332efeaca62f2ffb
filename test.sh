#!/bin/bash
# Builds everything with strict warnings, by both compilers, and runs all tests. As root the tests with real servers
# run as well; otherwise they skip themselves and say so.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
exec </dev/null

build() {
  printf '\n== Building: %s\n' "$*"
  cmake --preset "$@"
}

scripts/install-packages build test

build release -B build/strict -D PROVTOOL_WERROR=ON
cmake --build build/strict
build fuzz
cmake --build --preset fuzz
build dev
cmake --build --preset dev

printf '\n== Testing\n'
exec ctest --preset dev --parallel 2
