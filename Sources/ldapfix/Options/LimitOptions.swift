import ArgumentParser
import SourceXML

/// How much of everything an export may have, for the commands that read exports.
struct LimitOptions: ParsableArguments {
  private static let standard = SourceLimits.standard

  @Option(help: ArgumentHelp("Refuse files with more bytes.", valueName: "bytes"))
  var maxSize = standard.bytes

  @Option(help: ArgumentHelp("Refuse elements that are nested deeper.", valueName: "elements"))
  var maxDepth = standard.depth

  @Option(help: ArgumentHelp("Refuse elements with more attributes.", valueName: "number"))
  var maxAttributes = standard.attributes

  @Option(
    help: ArgumentHelp("Refuse more namespaces in force at one place.", valueName: "number"))
  var maxNamespaces = standard.namespaces

  @Option(help: ArgumentHelp("Refuse files with more different names.", valueName: "number"))
  var maxNames = standard.names

  @Option(
    help: ArgumentHelp("Refuse more elements in the connection options.", valueName: "number"))
  var maxElements = standard.keptElements

  @Option(help: ArgumentHelp("Refuse longer texts, and longer tags.", valueName: "bytes"))
  var maxText = standard.text

  @Option(
    help: ArgumentHelp("Refuse longer names of elements and attributes.", valueName: "bytes"))
  var maxName = standard.name

  var limits: SourceLimits {
    var limits = SourceLimits.standard
    limits.bytes = maxSize
    limits.depth = maxDepth
    limits.attributes = maxAttributes
    limits.namespaces = maxNamespaces
    limits.names = maxNames
    limits.keptElements = maxElements
    limits.text = maxText
    limits.name = maxName
    return limits
  }

  /// The options that ask for these limits, but for those that are standard anyway.
  var words: [String] {
    let standard = Self.standard
    return [
      ("--max-size", maxSize, standard.bytes), ("--max-depth", maxDepth, standard.depth),
      ("--max-attributes", maxAttributes, standard.attributes),
      ("--max-namespaces", maxNamespaces, standard.namespaces),
      ("--max-names", maxNames, standard.names),
      ("--max-elements", maxElements, standard.keptElements),
      ("--max-text", maxText, standard.text), ("--max-name", maxName, standard.name),
    ].compactMap { option, value, standard in value == standard ? nil : "\(option) \(value)" }
  }

  func validate() throws {
    try check("--max-size", maxSize, upTo: SourceLimits.parserBytes)
    try check("--max-depth", maxDepth, upTo: SourceLimits.parserDepth)
    try check("--max-attributes", maxAttributes, upTo: SourceLimits.parserBytes)
    try check("--max-namespaces", maxNamespaces, upTo: SourceLimits.parserBytes)
    try check("--max-names", maxNames, upTo: SourceLimits.parserBytes)
    try check("--max-elements", maxElements, upTo: SourceLimits.parserBytes)
    try check("--max-text", maxText, from: SourceLimits.leastName, upTo: SourceLimits.parserBytes)
    try check("--max-name", maxName, from: SourceLimits.leastName, upTo: SourceLimits.parserName)
  }

  private func check(_ option: String, _ value: Int, from least: Int = 1, upTo most: Int) throws {
    guard value < least || value > most else { return }
    throw ValidationError("\(option) takes a number from \(least) to \(most), not \(value)")
  }
}
