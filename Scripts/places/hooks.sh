# shellcheck shell=bash
# The hooks of pre-commit, on the user's repository.
set -euo pipefail
: "${root:?}" "${scratch:?}"

hooks=$scratch/hooks
# Lays a repository that has the hooks: this one as it stands.
new_hooks() {
  mkdir "$hooks"
  (cd "$root" && git ls-files -coz --exclude-standard | while IFS= read -r -d '' file; do
    if [ -f "$file" ]; then printf '%s\0' "$file"; fi
  done | tar --null -T - -cf -) | tar -xf - -C "$hooks"
  (cd "$hooks" && git init -q && git add -A && git commit -qm "Everything")
}
# try_hooks [HOOK]: runs the hooks of this repository on the user's; prints into the file output.
try_hooks() {
  "$scratch/venv/bin/pre-commit" try-repo "$hooks" "$@" --all-files --color never \
    >"$scratch/output" 2>&1
}
# run_hooks: runs those that the user has configured.
run_hooks() { "$scratch/venv/bin/pre-commit" run --all-files >"$scratch/output" 2>&1; }
no_files() { "$scratch/venv/bin/pre-commit" run >"$scratch/output" 2>&1 && says "no files to check"; }

try_installed() {
  new_user
  expect "the installed check fails" not try_hooks ldapfix-check-installed
  expect "it names the findings" says "[sign-and-seal-off]"
  expect "it says so with its exit code" says "exit code: 1"
  expect "it is one run over the three" says "4 files: "
  expect "it changes nothing" test "$(changed)" = 0
  expect "the installed patch fails where it changes" not try_hooks ldapfix-patch-installed
  expect "pre-commit says why" says "files were modified by this hook"
  expect "what it makes is what patch makes" is_corrected
  expect "nothing else is changed" test "$(changed)" = 3
  git add -A
  expect "the installed patch passes the second time" try_hooks ldapfix-patch-installed
  expect "the installed check passes then" try_hooks ldapfix-check-installed
}

try_configured() {
  new_user
  cp "$root/Samples/refused/other-category.xml" Connectors/Connector_cloud.xml
  git add -A
  expect "the installed patch fails where it changes" not try_hooks ldapfix-patch-installed
  expect "and corrects the exports" is_corrected
  git add -A
  expect "a connector of another category is skipped by the check" try_hooks ldapfix-check-installed
  cat >.pre-commit-config.yaml <<END
repos:
- repo: $hooks
  rev: $(git -C "$hooks" rev-parse HEAD)
  hooks:
  - id: ldapfix-patch-installed
  - id: ldapfix-check-installed
END
  git add -A
  expect "and by both, as a user configures them" run_hooks
  cp "$root/Samples/ad-lds.corrected.xml" Connectors/Connector_lds.xml
  git add -A
  expect "what is left for a person fails the check" not run_hooks
  expect "and is named" says "[simple-bind]"
  ldapfix check -q --write-baseline accepted.json Connectors/Connector_lds.xml >"$scratch/output"
  cat >>.pre-commit-config.yaml <<END
    args: [--baseline, accepted.json]
END
  git add -A
  expect "a baseline accepts it" run_hooks
  git commit -qm "All" --no-verify
  echo "more" >notes.md
  git add -A
  expect "a commit without exports runs nothing" no_files
}

try_building() {
  new_user
  # One run, so that it is built once; the hooks for an installed program are others' business.
  local SKIP=ldapfix-check-installed,ldapfix-patch-installed
  export SKIP
  echo "building ldapfix through pre-commit" >&2
  expect "the hooks that build fail" not try_hooks
  expect "the check does, for what it finds" says "[sign-and-seal-off]"
  expect "the patch does, for what it changes" says "files were modified by this hook"
  expect "it corrects" is_corrected
  expect "nothing else is changed" test "$(changed)" = 3
}
