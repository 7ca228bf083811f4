import SystemPackage

/// One of several parts of a list of files: disjoint, together complete, and of about the same size.
package struct Shard: Sendable, Equatable {
  /// From 1.
  package var number: Int
  package var count: Int

  /// Reads "K/N"; nil unless 1 ≤ K ≤ N.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), number >= 1,
      count >= number, count <= 100_000
    else { return nil }
    self.number = number
    self.count = count
  }

  /// The files of this part, in the order of the list. The largest file goes first to the part that has
  /// least; it depends only on paths and sizes, so every machine divides a list in the same way.
  package func select(_ files: [FoundFile]) -> [FoundFile] {
    let order = files.indices.sorted {
      if files[$0].size != files[$1].size { return files[$0].size > files[$1].size }
      return files[$0].path.string < files[$1].path.string
    }
    var loads = [Int](repeating: 0, count: count)
    var own: Set<Int> = []
    for index in order {
      guard let least = loads.indices.min(by: { loads[$0] < loads[$1] }) else { break }
      // Even an empty file costs something.
      loads[least] += files[index].size + 4_096
      if least == number - 1 { own.insert(index) }
    }
    return files.indices.filter(own.contains).map { files[$0] }
  }
}
