import Dispatch
import Emitter

/// Where results arrive from the threads that make them. Sendable since `results` has a lock.
final class Arrivals: @unchecked Sendable {
  private let lock = DispatchQueue(label: "arrivals")
  private let count = DispatchSemaphore(value: 0)
  private var results: [(Int, FileCorrector.Result)] = []

  /// Hands over what came of the file with this number in the list.
  func add(_ index: Int, _ result: FileCorrector.Result) {
    lock.sync { results.append((index, result)) }
    count.signal()
  }

  /// Waits for the next one; nil where none has come for a while.
  func next() -> (Int, FileCorrector.Result)? {
    guard count.wait(timeout: .now() + .milliseconds(100)) == .success else { return nil }
    return lock.sync { results.removeFirst() }
  }
}
