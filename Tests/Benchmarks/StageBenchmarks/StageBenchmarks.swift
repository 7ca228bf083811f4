import Benchmark
import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// What each stage of a correction costs, on the export that LDAPFIX_BENCHMARK_EXPORT names. Run by
// Scripts/benchmark-stages, which makes one of 1.8 MB.
let benchmarks: @Sendable () -> Void = {
  let stages = Stages()
  func measure(_ name: String, _ body: @escaping @Sendable () throws -> Void) {
    Benchmark(
      name,
      configuration: .init(
        metrics: [.wallClock], warmupIterations: 3, maxDuration: .seconds(5), maxIterations: 500)
    ) { _ in try body() }
  }
  measure("1 read") { blackHole(try InputFile.read(stages.path)) }
  measure("2 decode") { blackHole(try SourceText(stages.bytes)) }
  // Decoding is a part of it.
  measure("3 parse") { blackHole(try Export(stages.bytes)) }
  measure("4 assess and plan") { blackHole(try Correction(of: stages.export(), policy: .init())) }
  measure("5 splice") { blackHole(try splice(stages.bytes, stages.edits)) }
  // Splicing and proving.
  measure("6 verify") { blackHole(try stages.correction().corrected()) }
  measure("7 diff preview") { blackHole(try Preview(of: stages.correction())) }
  measure("8 diff unified") {
    blackHole(try UnifiedDiff(of: stages.correction(), name: Array("a.xml".utf8)).bytes)
  }
}

/// What a stage begins with.
private struct Stages: Sendable {
  let path: FilePath
  let bytes: SourceBytes
  let edits: [Edit]
  /// A parsed document is for one thread at a time, and so are benchmarks.
  private nonisolated(unsafe) let known: Result<Correction, any Error>

  init() {
    let input = Self.environment("LDAPFIX_BENCHMARK_EXPORT") ?? ""
    path = FilePath(input)
    let read = Result { try InputFile.read(FilePath(input)).bytes }
    bytes = (try? read.get()) ?? SourceBytes([])
    known = read.flatMap { bytes in
      Result { try Correction(of: Export(bytes), policy: .init()) }
    }
    edits = (try? known.get())?.edits ?? []
  }

  func correction() throws -> Correction { try known.get() }

  func export() throws -> Export { try known.get().export }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }
}
