/// A file's row in the page of a report.
struct RunPageRow {
  let record: FileRecord

  var html: String {
    let kind = record.outcome.rawValue
    return "<tr><td>\(file)</td><td class=\"\(kind)\">\(Self.words(for: record.outcome))</td>"
      + number(record.count(.corrected) + record.count(.correctable)) + number(record.count(.left))
      + number(record.values)
      + "<td class=\"number wide\">\(record.size.map(Self.grouped) ?? "")</td>"
      + "<td class=\"number wide\">\(JSONText.tenths(record.milliseconds))</td></tr>\n"
  }

  /// The outcome as the page names it.
  static func words(for outcome: FileRecord.Outcome) -> String {
    switch outcome {
    case .corrected: "corrected"
    case .correctable: "would be corrected"
    case .secure: "secure already"
    case .left: "left for a person"
    case .other: "other XML"
    case .failed: "failed"
    }
  }

  /// "1,790,234"
  static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.append(digits.suffix(3))
      digits = digits.dropLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups.reversed()).joined(separator: ",")
  }

  private func number(_ number: Int) -> String {
    "<td class=\"number wide\">\(number == 0 ? "" : Self.grouped(number))</td>"
  }

  private var file: String {
    let path = HTMLText.escape(record.path)
    let details = [failure, left, excerpts, connectors, digests].joined()
    return details.isEmpty ? path : "<details><summary>\(path)</summary>\(details)</details>"
  }

  private var failure: String {
    guard let failure = record.failure else { return "" }
    let place = [failure.line, failure.column].compactMap { $0.map(String.init) }
      .joined(separator: ":")
    return
      "<p class=\"reason\">\(place.isEmpty ? "" : "\(place): ")\(HTMLText.escape(failure.text))</p>"
  }

  /// What a person has to decide.
  private var left: String {
    record.leftForAPerson.map { finding in
      let text = "\(finding.line):\(finding.column): \(finding.sentence) [\(finding.rule)]"
      return "<p class=\"reason\">\(HTMLText.escape(text))</p>"
    }.joined()
  }

  private var excerpts: String {
    guard !record.excerpts.isEmpty else { return "" }
    var place = ""
    let lines = record.excerpts.map { excerpt -> String in
      var text = ""
      if excerpt.place != place {
        place = excerpt.place
        text += "<b>\(HTMLText.escape(place))</b>\n"
      }
      text += "<span class=\"where\">\(excerpt.line):\(excerpt.column)</span>\n"
      if let before = excerpt.before { text += "<del>- \(HTMLText.escape(before))</del>\n" }
      return text + "<ins>+ \(HTMLText.escape(excerpt.after))</ins>"
    }
    return "<pre>\(lines.joined(separator: "\n"))</pre>"
  }

  /// The connectors by name where no excerpt names them, so that they can be searched for.
  private var connectors: String {
    guard record.excerpts.isEmpty, !record.connectors.isEmpty else { return "" }
    let names = record.connectors.map(\.title).joined(separator: ", ")
    return "<p class=\"digest\">\(HTMLText.escape(names))</p>"
  }

  private var digests: String {
    var lines: [String] = []
    switch (record.action, record.output) {
    case (.stale, let output?): lines.append("the result of an earlier run stands in \(output)")
    case (_, let output?): lines.append("written to \(output)")
    case (_, nil): break
    }
    if let digest = record.sha256 { lines.append("SHA-256 \(digest)") }
    if let digest = record.sha256After, digest != record.sha256 { lines.append("after: \(digest)") }
    guard !lines.isEmpty else { return "" }
    return "<p class=\"digest\">\(lines.map(HTMLText.escape).joined(separator: "<br>"))</p>"
  }
}
