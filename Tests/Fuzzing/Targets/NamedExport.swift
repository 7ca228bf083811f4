import ConnectorExport
import RewriteEngine

/// An insecure export with a text of the fuzzer's in every label.
struct NamedExport {
  let name: String

  /// The correction of its two places.
  func correction() throws -> Correction {
    guard let export = export(in: Array(document.utf8)) else {
      throw BrokenClaim(claim: "the document with the name in it is an export")
    }
    return try Correction(of: export, policy: CorrectionPolicy())
  }

  /// The name stands as character references, where XML allows it at all.
  private var document: String {
    let safe = name.unicodeScalars.prefix(500).map { scalar -> String in
      switch scalar.value {
      case 0..<0x20, 0xFFFE, 0xFFFF: scalar == "\n" || scalar == "\t" ? "&#\(scalar.value);" : "?"
      default: "&#\(scalar.value);"
      }
    }.joined()
    return """
      <ma-data><id>\(safe)</id><name>\(safe)</name><category>AD</category><private-configuration>\
      <adma-configuration><sign-and-seal>0</sign-and-seal></adma-configuration>\
      </private-configuration><ma-partition-data><partition><id>{p}</id><name>\(safe)</name>\
      <custom-data><adma-partition-data><sign-and-seal>0</sign-and-seal></adma-partition-data>\
      </custom-data></partition></ma-partition-data></ma-data>
      """
  }
}
