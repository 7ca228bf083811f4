# shellcheck shell=bash
# The repository of somebody who keeps exports in git.
set -euo pipefail
: "${root:?}" "${scratch:?}"

user=$scratch/user
insecure=('Connectors/Connector_{6c09e323-b46f-4ab7-8eef-906badfc4c57}.xml' 'MA-{A B}.XML'
  "it's %25 \"quoted\"/connector_1.xml")
# Lays it anew, and goes there: exports that are insecure and secure, and files that no hook is for.
new_user() {
  rm -rf "$user"
  mkdir -p "$user/Connectors" "$user/it's %25 \"quoted\""
  cd "$user"
  git init -q
  cp "$root/Samples/entra-connect.xml" "${insecure[0]}"
  cp "$root/Samples/mim.xml" "${insecure[1]}"
  cp "$root/Samples/utf-16le-bom.xml" "${insecure[2]}"
  cp "$root/Samples/secure.xml" "Connectors/Connector_{secure}.xml"
  cp "$root/Samples/refused/mv.xml" MV.xml
  cp "$root/Samples/refused/not-xml.xml" Connectors/other.xml
  echo "<ma-data/>" >Connectors/Connector_notes.txt
  git add -A
  git commit -qm "Exports"
}
is_corrected() {
  cmp "${insecure[0]}" "$root/Samples/entra-connect.corrected.xml" \
    && cmp "${insecure[1]}" "$root/Samples/mim.corrected.xml" \
    && cmp "${insecure[2]}" "$root/Samples/utf-16le-bom.corrected.xml"
}
changed() { git status --porcelain | wc -l; }
