import ArgumentParser

/// One word of a few, as the value of an option.
///
/// The parser has defaults for such types. They are generic, so the runtime looks up what each type
/// conforms to, which takes longer than anything else at the start; these are compiled for each type.
public protocol ChoiceArgument: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String, AllCases == [Self] {}

extension ChoiceArgument {
  /// The choice that `argument` names.
  public init?(argument: String) { self.init(rawValue: argument) }

  /// The word, as help shows it.
  public var defaultValueDescription: String { rawValue }

  /// All words.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }

  /// None: the words say it.
  public static var allValueDescriptions: [String: String] { [:] }

  /// The words, for a shell.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
