# shellcheck shell=bash
# Counts what holds. A failure shows the beginning of the file output, where a trial keeps what was printed.
set -euo pipefail
: "${scratch:?}"

passed=0 failed=0
# expect CLAIM COMMAND...: the command succeeds.
expect() {
  local claim=$1
  shift
  if "$@" >/dev/null 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $claim: $*"
    if [ -s "$scratch/output" ]; then head -n 20 "$scratch/output" | cut -c 1-200 | sed 's/^/  | /'; fi
  fi
}
says() { grep -qF -- "$1" "$scratch/output"; }
not() { ! "$@"; }
# finish: prints the numbers; fails where something did.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
