# shellcheck shell=bash
# Counts what holds. A failure shows the beginning of what the command said; where that is nothing, of the file
# output, in which a trial keeps what was printed.
set -euo pipefail
: "${scratch:?}"

passed=0 failed=0
# expect CLAIM COMMAND...: the command succeeds.
expect() {
  local claim=$1 file
  shift
  if "$@" >"$scratch/said" 2>&1; then
    passed=$((passed + 1))
    return
  fi
  failed=$((failed + 1))
  echo "failed: $claim: $*"
  for file in "$scratch/said" "$scratch/output"; do
    if [ -s "$file" ]; then
      head -n 20 "$file" | cut -c 1-300 | sed 's/^/  | /'
      break
    fi
  done
}
says() { grep -qF -- "$1" "$scratch/output"; }
not() { ! "$@"; }
# finish: prints the numbers; fails where something did.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
