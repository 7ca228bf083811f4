/// A hash of 128 bits with a random key: nobody can make two contents meet on purpose, and by accident
/// they do not.
struct ContentHash {
  struct Value: Sendable, Equatable, Comparable {
    var first: Int
    var second: Int

    static let zero = Value(first: 0, second: 0)

    static func < (left: Value, right: Value) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  private static let keys = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))

  private var first = Hasher()
  private var second = Hasher()

  init() {
    first.combine(Self.keys.0)
    second.combine(Self.keys.1)
  }

  /// Adds bytes. The same bytes in other pieces may give another value.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    first.combine(bytes: bytes)
    second.combine(bytes: bytes)
  }

  /// The hash of what has been added so far.
  var value: Value { Value(first: first.finalize(), second: second.finalize()) }

  /// The hash of `bytes` alone.
  static func value(of bytes: UnsafeRawBufferPointer) -> Value {
    var hash = ContentHash()
    hash.add(bytes)
    return hash.value
  }
}
