import SystemPackage

/// One of several parts of a list of files: disjoint, together complete, and of about the same size
/// or number of files.
package struct Shard: Sendable, Equatable {
  /// From 1.
  package var number: Int
  /// How many parts there are.
  package var count: Int

  /// The most parts there can be.
  package static let mostParts = 100_000

  /// Reads "K/N"; nil unless 1 ≤ K ≤ N ≤ ``mostParts``.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), number >= 1,
      count >= number, count <= Self.mostParts
    else { return nil }
    self.number = number
    self.count = count
  }

  /// The files of this part, in the order of the list. The largest file goes first to the part that has
  /// least; it depends only on paths and sizes, so every machine divides a list in the same way.
  ///
  /// - Parameters:
  ///   - keepsFolders: whether the files of a folder stay in one part.
  ///   - ignoresSizes: whether files count the same, as they must where a part changes their sizes while
  ///     another is yet to be divided off.
  package func select(
    _ files: [FoundFile], keepsFolders: Bool = false, ignoresSizes: Bool = false
  ) -> [FoundFile] {
    let own = indices(
      of: Self.units(of: files, areFolders: keepsFolders, ignoresSizes: ignoresSizes))
    return files.indices.filter(own.contains).map { files[$0] }
  }

  private func indices(of units: [Unit]) -> Set<Int> {
    let order = units.indices.sorted {
      if units[$0].size != units[$1].size { return units[$0].size > units[$1].size }
      return units[$0].path < units[$1].path
    }
    var loads = [Int](repeating: 0, count: count)
    var own: Set<Int> = []
    for index in order {
      guard let least = loads.indices.min(by: { loads[$0] < loads[$1] }) else { break }
      loads[least] += units[index].size
      if least == number - 1 { own.formUnion(units[index].files) }
    }
    return own
  }

  /// What is not divided.
  private struct Unit {
    var path: String
    var size = 0
    var files: [Int] = []
  }

  private static func units(of files: [FoundFile], areFolders: Bool, ignoresSizes: Bool) -> [Unit] {
    var units: [String: Unit] = [:]
    for (index, file) in files.enumerated() {
      let path = RawText.text(of: areFolders ? OutputFolder.of(file.path) : file.path)
      // Even an empty file costs something.
      units[path, default: Unit(path: path)].size +=
        ignoresSizes ? 1 : file.size + 4_096
      units[path, default: Unit(path: path)].files.append(index)
    }
    return units.values.sorted { $0.path < $1.path }
  }
}
