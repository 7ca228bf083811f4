# shellcheck shell=bash
# The examples of ContinuousIntegration.md.
set -euo pipefail
: "${root:?}" "${scratch:?}" "${insecure[0]:?}"

guide=$root/Sources/LDAPFixKit/LDAPFixKit.docc
# is_valid SCHEMA FILE: by a schema of the guide.
is_valid() { "$scratch/venv/bin/check-jsonschema" --schemafile "$guide/Resources/$1.schema.json" "$2"; }

try_article() {
  mkdir "$scratch/article"
  "$scratch/venv/bin/python" "$root/Scripts/places/blocks.py" "$guide/ContinuousIntegration.md" "$scratch/article"
  try_configurations
  new_user
  cp "$root/Samples/utf-16le-bom.xml" Connectors/other.xml
  git add -A
  git commit -qm "In UTF-16"
  try_steps
  try_commands
}

try_configurations() {
  local file schema
  for file in "$scratch"/article/*.yml; do
    case $file in
      */github-*) schema=vendor.github-workflows ;;
      */azure-*) schema=vendor.azure-pipelines ;;
      */gitlab-*) schema=vendor.gitlab-ci ;;
      *)
        expect "the article's ${file##*/}" "$scratch/venv/bin/pre-commit" validate-config "$file"
        continue
        ;;
    esac
    expect "the article's ${file##*/}" "$scratch/venv/bin/check-jsonschema" --builtin-schema "$schema" "$file"
  done
}

try_steps() {
  local code=0
  bash -e "$scratch/article/azure.sh" >"$scratch/output" 2>&1 || code=$?
  expect "Azure's step fails" test "$code" = 1
  expect "Azure's step annotates" grep -q '^##vso\[task.logissue type=error;sourcepath=Connectors/' "$scratch/output"
  code=0
  bash -e "$scratch/article/gitlab.sh" >"$scratch/output" 2>&1 || code=$?
  expect "GitLab's job fails" test "$code" = 1
  expect "GitLab's artifact for people" grep -qF '| error |' ldapfix.md
  expect "GitLab's artifact is a report" is_valid report ldapfix.json
}

try_commands() {
  # The article begins with one of them.
  cp -r "$root/Samples" .
  expect "the article's commands" bash -e "$scratch/article/commands.sh"
  expect "the baseline is one" is_valid baseline accepted.json
  ldapfix patch -q --in-place "${insecure[0]}" Connectors/other.xml
  git diff -- Connectors >"$scratch/output"
  expect "git shows what is gone" test "$(grep -c '^-export:.*\[sign-and-seal-off\]$' "$scratch/output")" = 5
  expect "git shows nothing else" not grep -q '^[-+][^-+e]' "$scratch/output"
  git checkout -q -- Connectors
  { cat MV.xml && echo '<!-- end -->'; } >Connectors/mv.xml
  git add -N Connectors/mv.xml
  git diff -- Connectors/mv.xml >"$scratch/output"
  expect "git shows other XML as it is" says "+<!-- end -->"
}
