import ConnectorExport
import RewriteEngine
import SourceXML

/// The unified diff, applied by a reader of its own, gives the corrected file; taken back, the original.
struct DiffTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    guard let export = export(in: bytes) else { return }
    for policy in CorrectionPolicy.all {
      guard let correction = try? Correction(of: export, policy: policy),
        let result = try? correction.correctedBytes(),
        UnifiedDiff.applies(to: export.document.text.encoding)
      else { continue }
      let name = Array(bytes.prefix(40)).map { $0 == 0 ? 1 : $0 }
      let diff = UnifiedDiff(of: correction, name: name).bytes
      try claim(diff.isEmpty == correction.edits.isEmpty, "a diff is there where something changes")
      guard !diff.isEmpty else { continue }
      let patch = try DiffReader(diff)
      try claim(try patch.apply(to: bytes) == Array(result), "the diff applies")
      try claim(try patch.apply(to: Array(result), reverse: true) == bytes, "the diff goes back")
    }
  }
}

/// Reads and applies a unified diff of one file, as POSIX describes the format, without any fuzz.
package struct DiffReader {
  private struct Hunk {
    var old: Int
    var new: Int
    var lines: [(mark: UInt8, text: [UInt8])] = []
  }

  private var hunks: [Hunk] = []

  package init(_ diff: [UInt8]) throws {
    var lines = Self.lines(diff)[...]
    for start in ["--- ", "+++ "] {
      guard let line = lines.popFirst(), line.starts(with: start.utf8) else {
        throw BrokenClaim(claim: "a diff has two names")
      }
    }
    while let line = lines.popFirst() {
      if line.starts(with: "@@ -".utf8) {
        hunks.append(try Self.hunk(line))
        continue
      }
      guard let mark = line.first, let last = hunks.indices.last else {
        throw BrokenClaim(claim: "a line of a diff stands in a hunk")
      }
      if mark == UInt8(ascii: "\\") {
        let index = hunks[last].lines.count - 1
        try claim(index >= 0, "a line end is missing behind a line")
        hunks[last].lines[index].text.removeLast()
      } else {
        hunks[last].lines.append((mark, Array(line.dropFirst())))
      }
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    for byte in bytes {
      lines[lines.count - 1].append(byte)
      if byte == 0x0A { lines.append([]) }
    }
    return lines.last == [] ? lines.dropLast() : lines
  }

  private static func hunk(_ line: [UInt8]) throws -> Hunk {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    let starts = words.dropFirst().prefix(2).compactMap { Int($0.dropFirst().prefix { $0 != "," }) }
    guard starts.count == 2 else { throw BrokenClaim(claim: "a hunk says where it stands") }
    return Hunk(old: starts[0], new: starts[1])
  }

  package func apply(to bytes: [UInt8], reverse: Bool = false) throws -> [UInt8] {
    let source = Self.lines(bytes)
    let (gone, come) = reverse ? (UInt8(ascii: "+"), UInt8(ascii: "-")) : (45, 43)
    var (output, next): ([UInt8], Int) = ([], 0)
    for hunk in hunks {
      let start = (reverse ? hunk.new : hunk.old) - 1
      try claim(start >= next && start <= source.count, "hunks are in order")
      output += source[next..<start].joined()
      next = start
      for line in hunk.lines {
        if line.mark == come {
          output += line.text
          continue
        }
        try claim(next < source.count && source[next] == line.text, "a line is that of the file")
        if line.mark != gone { output += line.text }
        next += 1
      }
    }
    return output + source[next...].joined()
  }
}
