# shellcheck shell=bash
# The GitHub action's step.
set -euo pipefail
: "${root:?}" "${scratch:?}"

# Where the action is checked out, and the path on which its step finds programs.
action_path=$root action_PATH=$PATH

# action CODE [NAME=VALUE...]: runs the action's step in the current folder; it must exit with CODE.
action() {
  local code=0 wanted=$1
  shift
  rm -rf "$scratch/temp" "$scratch/summary" "$scratch/outputs"
  mkdir "$scratch/temp"
  env GITHUB_STEP_SUMMARY="$scratch/summary" GITHUB_OUTPUT="$scratch/outputs" RUNNER_TEMP="$scratch/temp" \
    GITHUB_ACTION_PATH="$action_path" PATH="$action_PATH" "$@" \
    bash --noprofile --norc -eo pipefail "$scratch/step" >"$scratch/output" 2>&1 || code=$?
  expect "the action exits with $wanted, not $code ($*)" test "$code" = "$wanted"
}
output_is() { grep -qxF -- "$1" "$scratch/outputs"; }
output_file() { test -s "$(sed -n "s/^$1=//p" "$scratch/outputs")"; }
summary_says() { grep -qF -- "$1" "$scratch/summary"; }
annotations() { grep -c '^::\(error\|warning\|notice\) ' "$scratch/output" || true; }

# What GitHub would take for a command, beside annotations of ldapfix: nothing.
only_annotations() {
  gawk -v RS='\n' '
    BEGIN { place = "file=[^:]*,line=[0-9]+,col=[0-9]+,endLine=[0-9]+,endColumn=[0-9]+," }
    stopped == "" && /^::stop-commands::/ { stopped = substr($0, length("::stop-commands::") + 1); next }
    stopped != "" { if ($0 == "::" stopped "::") stopped = ""; next }
    $0 ~ "^::(error|warning|notice) (" place ")?title=ldapfix[^:]*::" { next }
    /^[ \t]*::/ || /##\[/ { print "a command: " $0; bad = 1 }
    END { exit bad || stopped != "" }
  ' "$scratch/output"
}

try_action() {
  local work=$scratch/work action_path=$root action_PATH=$PATH
  mkdir "$work"
  cd "$work"
  mkdir insecure secure broken warned noted
  cp "$root"/Samples/{entra-connect,mim}.xml insecure
  cp "$root/Samples/refused/mv.xml" insecure
  cp "$root/Samples/secure.xml" secure
  cp "$root"/Samples/{entra-connect.xml,refused/truncated.xml} broken
  ldapfix patch -q "$root/Samples/low-security.xml" warned/a.xml 2>/dev/null
  cp "$root/Samples/tls.corrected.xml" noted/a.xml
  try_definition
  try_outputs
  try_levels
  try_exit_codes
  try_formats
  try_awkward_paths
  try_options
  try_long_summary
}

try_definition() {
  expect "action.yml is valid" "$scratch/venv/bin/check-jsonschema" \
    --builtin-schema vendor.github-actions "$root/action.yml"
  "$scratch/venv/bin/python" "$root/Scripts/places/step.py" "$root/action.yml" "$scratch"
  expect "no expression is a part of a script" not grep -qF "\${{" "$scratch/step"
}

try_outputs() {
  action 1 LDAPFIX_PATHS=insecure
  expect "annotations" test "$(annotations)" = 6
  expect "no other command" only_annotations
  expect "the summary has the findings" summary_says "(\`sign-and-seal-off\`)"
  expect "the summary counts" summary_says "2 files: 6 errors, 0 warnings, 0 notes; 1 other XML file skipped."
  expect "the log says how to correct it" says "to correct: ldapfix patch --in-place insecure/"
  expect "errors" output_is errors=6
  expect "warnings" output_is warnings=0
  expect "notes" output_is notes=0
  expect "SARIF" output_file sarif
  expect "JSON" output_file json
  expect "every output of action.yml" cmp -s "$scratch/names" <(sed 's/=.*//' "$scratch/outputs" | sort | head -c -1)
  cd insecure
  action 1
  expect "without inputs, the whole folder" output_is errors=6
  cd ..
  action 0 LDAPFIX_PATHS=secure
  expect "nothing to say" test "$(annotations)" = 0
  expect "the summary says so" summary_says "1 file: 0 errors, 0 warnings, 0 notes."
  expect "SARIF of nothing" output_file sarif
}

try_levels() {
  action 0 LDAPFIX_PATHS=insecure LDAPFIX_FAIL_ON=never
  expect "never: annotations all the same" test "$(annotations)" = 6
  action 0 LDAPFIX_PATHS=warned LDAPFIX_FAIL_ON=error
  expect "a warning" output_is warnings=1
  action 1 LDAPFIX_PATHS=warned
  action 1 LDAPFIX_PATHS=warned LDAPFIX_FAIL_ON=note
  action 0 LDAPFIX_PATHS=noted
  expect "notes" not output_is notes=0
  action 1 LDAPFIX_PATHS=noted LDAPFIX_FAIL_ON=note
  action 1 LDAPFIX_PATHS=insecure LDAPFIX_FAIL_ON=error
  action 0 LDAPFIX_PATHS=secure LDAPFIX_FAIL_ON=note
}

try_exit_codes() {
  action 65 LDAPFIX_PATHS=broken LDAPFIX_FAIL_ON=never
  expect "a broken file is named" says "ldapfix: broken/truncated.xml:10:27: not well-formed"
  expect "the others are reported" output_is errors=3
  expect "the summary too" summary_says "1 file could not be read"
  action 66 LDAPFIX_PATHS=missing
  action 65 LDAPFIX_PATHS=insecure/mv.xml
  action 64 LDAPFIX_PATHS=insecure LDAPFIX_FORMAT=xml
  expect "it says which there are" says "'format' is text, json"
  action 64 LDAPFIX_PATHS=insecure LDAPFIX_FAIL_ON=always
  action 64 LDAPFIX_PATHS=$'\n\n'
  action 64 LDAPFIX_PATHS=insecure LDAPFIX_ARGS=--format=text
  action 64 LDAPFIX_PATHS=insecure LDAPFIX_ARGS=--unknown
  expect "ldapfix says why" says "unknown"
  action 64 LDAPFIX_PATHS=insecure LDAPFIX_ARGS=--strict-baseline
  action 66 LDAPFIX_PATHS=insecure LDAPFIX_BASELINE=missing.json
}

try_formats() {
  local format
  for format in text json sarif github azure markdown; do
    action 1 LDAPFIX_PATHS=insecure LDAPFIX_FORMAT="$format"
    expect "$format: no command but annotations" only_annotations
    expect "$format: findings" says sign-and-seal-off
  done
}

odd="a b 'c' \"d\" \$(touch pwned) \`touch pwned\` 100%25; &\\"
try_awkward_paths() {
  local format
  mkdir "$odd" "$odd/::add-mask::x"
  cp "$root/Samples/entra-connect.xml" "$odd/::add-mask::x/a"$'\n'"::error::b.xml"
  cp "$root/Samples/entra-connect.xml" "$odd/##[add-mask]c.xml"
  cp "$root/Samples/entra-connect.xml" -- "--help.xml"
  action 1 LDAPFIX_PATHS="$odd"$'\n\n'"--help.xml"$'\n'"secure"
  expect "awkward paths are found" output_is errors=9
  expect "awkward paths are annotated" test "$(annotations)" = 9
  expect "awkward paths are no commands" only_annotations
  for format in text json markdown azure; do
    action 66 LDAPFIX_FORMAT="$format" \
      LDAPFIX_PATHS="$odd"$'\n'"$odd/##[add-mask]c.xml"$'\n'"::error::gone.xml"$'\n'"##[error]gone.xml"
    expect "$format: awkward paths are no commands" only_annotations
  done
  expect "nothing of an input is run" test ! -e pwned
}

try_options() {
  ldapfix check -q --write-baseline "$odd/accepted.json" "$odd" insecure >"$scratch/output"
  action 0 LDAPFIX_PATHS=insecure$'\n'"$odd" LDAPFIX_BASELINE="$odd/accepted.json"
  expect "a baseline accepts" output_is errors=0
  expect "SARIF has them all the same" grep -q suppressions "$scratch"/temp/*/ldapfix.sarif
  action 1 LDAPFIX_PATHS=secure LDAPFIX_BASELINE="$odd/accepted.json" LDAPFIX_ARGS=--strict-baseline
  action 0 LDAPFIX_PATHS=insecure LDAPFIX_ARGS=$'--exclude\n*entra*\n--exclude\ninsecure/m?m.xml\n'
  expect "options with values" output_is errors=0
  action 1 LDAPFIX_PATHS=noted LDAPFIX_ARGS=$'--ssl-bind\nreplace'
}

try_long_summary() {
  local number long
  long=$(printf 'x%.0s' {1..200})
  mkdir -p "many/$long"
  for ((number = 0; number < 1300; number++)); do
    cp "$root/Samples/entra-connect.xml" "many/$long/$number.xml"
  done
  action 1 LDAPFIX_PATHS=many
  expect "a long summary is shortened" summary_says "This summary has no room for more"
  expect "to what GitHub takes" test "$(wc -c <"$scratch/summary")" -le 1048576
  expect "no more annotations than GitHub shows" test "$(annotations)" = 10
}

# try_own_program CHECKOUT: an action's own checkout, with a program that is newer than its sources. Nothing is
# installed.
try_own_program() {
  local action_path=$1
  cd "$scratch/work"
  mkdir -p "$1/.build/release"
  cp "$scratch/bin/ldapfix" "$1/.build/release/ldapfix"
  action 1 LDAPFIX_PATHS=insecure
  expect "without an installed ldapfix it uses its own" output_is errors=6
}
