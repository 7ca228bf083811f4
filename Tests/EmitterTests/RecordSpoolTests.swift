import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("The records of a report on a medium")
struct RecordSpoolTests {
  private let scratch: Scratch
  private let spool: RecordSpool

  init() throws {
    scratch = try Scratch()
    spool = try RecordSpool(in: FilePath(scratch.folder.path))
    for index in 0..<300 { try spool.append(FileRecord(path: "\(index).xml", outcome: .secure)) }
  }

  @Test("what was added comes back in order, as often as it is asked for, and leaves no file")
  func order() throws {
    for _ in 0..<2 {
      var paths: [String] = []
      try spool.forEachRecord { paths.append($0.path) }
      #expect(paths == (0..<300).map { "\($0).xml" })
    }
    #expect(scratch.names.isEmpty)
  }

  @Test(
    "records that are lost are an error, and not a report without them", arguments: [0, 10_000])
  func lost(_ kept: off_t) throws {
    try spool.forEachRecord { _ in }
    try #require(truncate(openName(), kept) == 0)
    let error = #expect(throws: FileError.self) { try spool.forEachRecord { _ in } }
    #expect(error?.reason == .readOrWrite)
    #expect(error?.message == "cannot give the records of the report back: input/output error")
  }

  /// The name by which this process can reach the file, which has none in its folder.
  private func openName() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let paths = names.map { "/proc/self/fd/" + $0 }
    let prefix = scratch.folder.resolvingSymlinksInPath().path
    return try #require(
      paths.first {
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: $0)
        return target?.hasPrefix(prefix) == true
      })
  }
}
