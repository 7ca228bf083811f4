import Foundation

/// The built program, run as a user runs it.
package struct Program: Sendable {
  /// What a run left behind.
  package struct Outcome: Sendable {
    package var exitCode: Int32
    package var output: Data
    package var errors: String
    package var text: String { String(decoding: output, as: UTF8.self) }
    package var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  /// It stands beside the tests' own program.
  package static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "ldapfix")

  /// Runs `ldapfix` with `arguments`.
  ///
  /// - Parameters:
  ///   - input: what it reads from standard input.
  ///   - folder: the folder in which it runs.
  package static func run(
    _ arguments: [String], input: Data? = nil, in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(url, arguments, input: input, in: folder, environment: environment)
  }

  /// Runs any program, found in PATH where it is a plain name.
  package static func run(
    _ program: URL, _ arguments: [String], input: Data? = nil, in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: nothing can block, and nothing has to be read while the program runs.
    let scratch = try Scratch()
    let output = scratch.url("output"), errors = scratch.url("errors"), given = scratch.url("input")
    for url in [output, errors] { try Data().write(to: url) }
    try (input ?? Data()).write(to: given)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = try FileHandle(forReadingFrom: given)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try Data(contentsOf: output),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Runs a line of shell, in which `$ldapfix` is the program.
  package static func shell(_ line: String, in folder: URL? = nil) throws -> Outcome {
    try run(
      URL(filePath: "/bin/bash"), ["-c", line], in: folder, environment: ["ldapfix": url.path])
  }
}
