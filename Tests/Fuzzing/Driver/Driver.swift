import FuzzTargets
import Glibc

/// What libFuzzer, whose own `main` this program has, calls with every input.
///
/// The environment variable `FUZZ_TARGET` names the target. It is no argument, since libFuzzer starts the
/// program again with its own ones when it minimises inputs.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    try target.run(bytes)
  } catch {
    // What is thrown is a claim that does not hold; libFuzzer keeps the input of what dies.
    fatalError("\(error)")
  }
  return 0
}

private let target: FuzzTarget = {
  guard let target = getenv("FUZZ_TARGET").flatMap({ FuzzTarget(rawValue: String(cString: $0)) })
  else {
    print("FUZZ_TARGET is one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
    exit(64)
  }
  return target
}()
