import Emitter
import SystemPackage

/// Results of files, whatever these are called, stand in the folder of the results, each in its own place.
struct OutputPaths {
  let names: [String]

  func check() throws {
    let tree = OutputTree(root: "results")
    let files = names.compactMap { name -> FoundFile? in
      let bytes = RawText.bytes(of: name).filter { $0 != 0 }.map {
        CInterop.PlatformChar(bitPattern: $0)
      }
      return bytes.isEmpty
        ? nil : FoundFile(path: FilePath(platformString: bytes + [0]), folder: nil, attributes: nil)
    }
    let outputs = files.map { file in
      tree.path(for: file).withPlatformString { start in
        Array(UnsafeRawBufferPointer(start: start, count: Self.length(start)))
      }
    }
    for output in outputs {
      let parts = output.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      try claim(
        parts[0].elementsEqual("results".utf8)
          && parts.dropFirst().allSatisfy { !$0.isEmpty && !$0.elementsEqual("..".utf8) },
        "a result stands in its folder: \(String(decoding: output, as: UTF8.self))")
    }
    let isDistinct = Set(outputs).count == outputs.count
    do {
      // None of them exists, so which of them cannot be looked at says nothing.
      _ = try tree.check(files, distinguishesCase: true)
      try claim(isDistinct, "two files have two results")
    } catch is OutputTree.Collision {
      try claim(!isDistinct, "files with a result each are taken")
    }
  }

  private static func length(_ start: UnsafePointer<CInterop.PlatformChar>) -> Int {
    var length = 0
    while start[length] != 0 { length += 1 }
    return length
  }
}
