#!/bin/bash
# Builds everything with strict warnings, by both compilers, holds the sources against .clang-format and .clang-tidy,
# and runs all tests. As root the tests with real servers run as well; otherwise they skip themselves and say so.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
exec </dev/null

build() {
  printf '\n== Building: %s\n' "$*"
  cmake --preset "$@"
}

scripts/install-packages build test
scripts/lint --format

build release -B build/strict -D PROVTOOL_WERROR=ON
cmake --build build/strict
# The second compiler is asked for its warnings and to link. None of it runs here, so nothing need be optimized, which
# saves half of its time.
build fuzz -B build/clang -D CMAKE_BUILD_TYPE=None
cmake --build build/clang
build dev
cmake --build --preset dev

# Most tests wait for somebody; clang-tidy takes what they leave.
printf '\n== Testing, and clang-tidy beside it\n'
nice -n 19 scripts/lint >build/lint.txt 2>&1 &
lint=$!
status=0
ctest --preset dev --parallel 2 || status=$?
if ! wait "$lint"; then
  printf '\n== clang-tidy\n'
  cat build/lint.txt
  status=1
fi
exit "$status"
