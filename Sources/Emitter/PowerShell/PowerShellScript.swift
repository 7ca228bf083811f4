import ConnectorExport
import RewriteEngine

/// A script that brings a plan onto a server: a template of this target with the plan as data in it.
package struct PowerShellScript {
  private let plan: ScriptPlan
  private let toolVersion: String

  package init(_ plan: ScriptPlan, toolVersion: String) {
    self.plan = plan
    self.toolVersion = toolVersion
  }

  /// The script, the same bytes for the same plan: CRLF, and a UTF-8 byte order mark where it is not
  /// ASCII, since Windows PowerShell 5.1 takes a file without one for the system's code page.
  ///
  /// - Throws: ``TemplateError`` where a template has no place for the plan: a defect.
  package func bytes() throws -> [UInt8] {
    let text = try text().split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }.joined(separator: "\r\n")
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    return (isASCII ? [] : [0xEF, 0xBB, 0xBF]) + Array(text.utf8)
  }

  /// A template that cannot be used.
  package struct TemplateError: Error {}

  private static let start = "#region Plan"
  private static let end = "#endregion Plan"

  private var template: [UInt8] {
    switch (plan.purpose, plan.product) {
    case (.audit, _): PackageResources.Audit_ps1
    case (_, .entraConnect): PackageResources.EntraConnect_ps1
    case (_, .mim): PackageResources.MIM_ps1
    }
  }

  private func text() throws -> String {
    let template = String(decoding: template, as: UTF8.self).replacing("\r\n", with: "\n")
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: Self.start[...]),
      let end = lines.firstIndex(of: Self.end[...]), start < end
    else { throw TemplateError() }
    let parts = lines[...start].map(String.init) + planLines + lines[end...].map(String.init)
    return parts.joined(separator: "\n")
  }

  // MARK: The plan

  private var planLines: [String] {
    comments + ["$Plan = @{"]
      + [
        "    Tool       = \(quote("ldapfix \(toolVersion)"))",
        "    Direction  = \(quote(plan.purpose == .rollback ? "rollback" : "apply"))",
        "    Exports    = @(",
      ] + sources.map { "        @{ Name = \(quote($0.name)); Sha256 = \(quote($0.digest)) }" }
      + ["    )", "    Connectors = @("] + plan.entries.flatMap(lines) + ["    )", "}"]
  }

  /// In plain words, and without a word from an export: a comment must end where it ends.
  private var comments: [String] {
    let settings = plan.entries.flatMap(\.settings)
    let connectors = plan.entries.count
    let subject = counted(connectors, "connector")
    let values = counted(settings.count, "value")
    let them = connectors == 1 ? "it" : "them"
    let what =
      switch (plan.purpose, plan.product) {
      case (.audit, _):
        "Compares \(counted(settings.count, "setting")) of \(subject), and changes nothing."
      case (.apply, .mim): "Imports \(subject) with signing and sealing turned on."
      case (.rollback, .mim): "Imports \(subject) as exported: this makes \(them) LESS secure."
      case (.apply, _): "Sets \(values) of \(subject): \(Self.words(for: settings))."
      case (.rollback, _):
        "Sets \(values) of \(subject) back, \(Self.words(for: settings)): this makes "
          + "\(them) LESS secure."
      }
    return ["# Written by ldapfix \(toolVersion). \(what)"]
      + sources.map { "# From \(Self.harmless($0.name)), SHA-256 \($0.digest)" }
  }

  /// "sign-and-seal to 1, ssl-bind to 0": names and values of this program, none of an export.
  private static func words(for settings: [ScriptPlan.Setting]) -> String {
    Set(settings.filter { ["0", "1"].contains($0.value) }.map { "\($0.parameter) to \($0.value)" })
      .sorted().joined(separator: ", ")
  }

  private var sources: [ScriptPlan.Source] {
    var seen: Set<ScriptPlan.Source> = []
    return plan.entries.map(\.source).filter { seen.insert($0).inserted }
  }

  /// A file's name with everything but letters, digits and a few signs left out.
  private static func harmless(_ name: String) -> String {
    String(
      name.prefix(120).map { character in
        character.isASCII
          && (character.isLetter || character.isNumber || "._-{}".contains(character))
          ? character : "?"
      })
  }

  private func lines(_ entry: ScriptPlan.Entry) -> [String] {
    var lines = [
      "        @{",
      "            Identifier = \(quote(entry.label.identifier))",
      "            Name       = \(quote(entry.label.name))",
      "            Forest     = \(quote(entry.forest))",
      "            Category   = \(quote(entry.category.rawValue))",
    ]
    if plan.product == .mim, plan.purpose != .audit {
      let digest =
        plan.purpose == .rollback ? entry.source.digest : entry.source.correctedDigest
      lines += [
        "            File       = \(quote(entry.source.name))",
        "            Sha256After = \(quote(digest))",
      ]
    }
    lines.append("            Settings   = @(")
    lines += entry.settings.map { "                \(line($0))" }
    lines += ["            )", "            ByHand     = @("]
    lines += entry.byHand.map { "                \(line($0))" }
    return lines + ["            )", "        }"]
  }

  private func line(_ setting: ScriptPlan.Setting) -> String {
    "@{ Place = \(quote(setting.place.kind)); Partition = \(quote(setting.place.partition ?? "")); "
      + "PartitionIdentifier = \(quote(setting.partitionIdentifier ?? "")); "
      + "Parameter = \(quote(setting.parameter)); Value = \(quote(setting.value)); "
      + "Was = \(quote(setting.was)); Dialog = \(quote(dialog(setting.place))) }"
  }

  private func line(_ byHand: ScriptPlan.ByHand) -> String {
    "@{ Place = \(quote(byHand.place.kind)); Partition = \(quote(byHand.place.partition ?? "")); "
      + "What = \(quote(byHand.what)); Dialog = \(quote(dialog(byHand.place))) }"
  }

  /// The dialog in ASCII, so that a script of plain names stays ASCII.
  private func dialog(_ place: Place) -> String {
    (place.dialog ?? "").replacing("›", with: ">")
  }

  private func quote(_ text: String) -> String { PowerShellLiteral.expression(text) }
}
