/// The bytes of a document, followed in memory by one NUL that does not count.
///
/// libxml2 reads a document in place when it ends in a NUL; keeping that byte here means that a
/// file is read once and never copied.
package struct SourceBytes: Sendable, Equatable {
  private var storage: [UInt8]

  /// The number of bytes, without the NUL.
  package var count: Int { storage.count - 1 }

  /// Copies `bytes`.
  package init(_ bytes: some Collection<UInt8>) {
    storage = []
    storage.reserveCapacity(bytes.count + 1)
    storage.append(contentsOf: bytes)
    storage.append(0)
  }

  /// Makes room for `capacity` bytes and lets `fill` write them; `fill` returns how many it wrote.
  package init(
    capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Int
  ) rethrows {
    storage = try [UInt8](unsafeUninitializedCapacity: capacity + 1) { buffer, initialized in
      PageSupply.provide(for: UnsafeMutableRawBufferPointer(buffer))
      let room = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<capacity])
      let written = min(max(try fill(room), 0), capacity)
      buffer[written] = 0
      initialized = written + 1
    }
  }

  /// Calls `body` with the bytes; a NUL stands behind the last one.
  package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // The closure of `withUnsafeBufferPointer` cannot carry a typed error, a `Result` can.
    let outcome = storage.withUnsafeBufferPointer { buffer -> Swift.Result<Result, Failure> in
      do throws(Failure) {
        return .success(try body(UnsafeBufferPointer(rebasing: buffer[..<(buffer.count - 1)])))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// The bytes as a slice of an array, without the NUL.
  package var contents: ArraySlice<UInt8> { storage[..<count] }

  /// The bytes of `range`, cut to what there is.
  package subscript(range: Range<Int>) -> ArraySlice<UInt8> {
    storage[range.clamped(to: 0..<count)]
  }

  /// The byte at `offset`, or nil outside the document.
  package subscript(offset: Int) -> UInt8? {
    offset >= 0 && offset < count ? storage[offset] : nil
  }
}
