#!/bin/bash
# Builds everything with strict warnings and both compilers, checks the sources against .clang-format and .clang-tidy,
# and runs all tests. The tests with real servers need root; without it they skip themselves and say so.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
exec </dev/null

build() {
  printf '\n== Building: %s\n' "$*"
  cmake --preset "$@"
}

scripts/install-packages build test
scripts/lint --format

build release -D PROVTOOL_WERROR=ON
cmake --build --preset release
# The second compiler only has to compile without warnings and to link. Nothing it builds runs here, so nothing is
# optimized, which saves half of its time.
build fuzz -B build/clang -D CMAKE_BUILD_TYPE=None
cmake --build build/clang
build dev
cmake --build --preset dev

# Most tests mainly wait, so clang-tidy runs beside them.
printf '\n== Testing, and clang-tidy beside it\n'
set -m # a process group of its own, so that it ends with this script, however that ends
nice -n 19 scripts/lint >build/lint.txt 2>&1 &
lint=$!
set +m
trap 'kill -- "-$lint" 2>/dev/null || true' EXIT
status=0
ctest --preset dev --parallel 2 || status=$?
if ! wait "$lint"; then
  printf '\n== clang-tidy\n'
  cat build/lint.txt
  status=1
fi
exit "$status"
