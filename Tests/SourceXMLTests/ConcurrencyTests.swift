import Foundation
import SourceXML
import Testing

@Suite("Documents are parsed side by side")
struct ConcurrencyTests {
  /// What a parse found, as values that may leave its thread.
  private struct Result: Sendable, Equatable {
    var ranges: [Range<Int>] = []
    var names: [String] = []
    var selected: [Int] = []
    var failure: SourceError?

    init(_ bytes: [UInt8]) {
      do throws(SourceError) {
        let document = try SourceDocument(bytes)
        ranges = document.elements.map(\.range)
        names = document.names
        selected = try document.select("//a | //b[@p]").map(\.index)
      } catch {
        failure = error
      }
    }
  }

  @Test("A hundred parses on several threads find what one alone finds")
  func parses() async {
    let inputs: [[UInt8]] = (0..<20 as Range<UInt64>).map { seed in
      let text = WrittenDocument(seed: seed).text
      switch seed % 5 {
      case 0: return [0xFF, 0xFE] + utf16(text, bigEndian: false)
      case 1: return Array((declaration("KOI8-R") + "<a>0</a>").utf8)
      case 2: return Array((text + "<").utf8)
      default: return Array(text.utf8)
      }
    }
    let expected = inputs.map { Result($0) }
    #expect(expected.filter { $0.failure != nil }.count == 4)
    let results = await withTaskGroup { group in
      for index in 0..<100 {
        group.addTask { (index % inputs.count, Result(inputs[index % inputs.count])) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 100)
    for (index, result) in results { #expect(result == expected[index]) }
  }

  @Test("Threads that are not Swift's own may parse too")
  func threads() {
    let bytes = Array(WrittenDocument(seed: 7).text.utf8)
    let expected = Result(bytes)
    let results = Results()
    DispatchQueue.concurrentPerform(iterations: 100) { _ in
      if Result(bytes) == expected { results.count() }
    }
    #expect(results.value == 100)
  }

  /// A number that several threads count.
  private final class Results: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0
    var value: Int { lock.withLock { number } }
    func count() { lock.withLock { number += 1 } }
  }
}
