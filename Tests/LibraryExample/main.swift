import Foundation
import LDAPFixKit

for path in CommandLine.arguments.dropFirst() {
  let document = try ConnectorDocument(Data(contentsOf: URL(filePath: path)))
  for finding in document.findings {
    print("line \(finding.position.line), \(finding.place.title): \(finding.rule.rawValue)")
  }
  let corrected = try ConnectorDocument(document.corrected())
  print("replacements: \(document.edits.count)")
  print("secure now: \(!corrected.isInsecure)")
  print("nothing else differs: \(try document.difference(to: corrected) == .none)")
  if let script = try document.serverScript(name: path) {
    print("bytes of PowerShell for the server: \(script.count)")
  }
}
