/// The events of a document, written as a stream of bytes and hashed.
///
/// An event is its kind, strings that each end with NUL, and for a name with a namespace a hash, whose
/// length is fixed. Neither kinds nor NUL occur in XML, so no two sequences of events give the same
/// stream.
struct ContentStream {
  /// The stream is hashed in pieces of this size, however libxml2 cuts the text.
  private static let pieceSize = 32_768

  /// What has not been hashed yet.
  private var bytes: [UInt8] = []
  private var hash = ContentHash()
  private(set) var checkpoints: [ContentHash.Value] = []
  /// The number of events so far.
  private(set) var count = 0
  /// Whether the stream has the beginning of a text.
  private var hasText = false
  /// The white space at the end of the text so far: it goes where a masked node follows.
  private var blanks: [UInt8] = []
  /// Where events stand, if that is asked for; the document as a whole is not hashed then.
  var trace: ContentTrace?

  init(trace: ContentTrace?) {
    self.trace = trace
    bytes.reserveCapacity(2 * Self.pieceSize)
  }

  /// Whether everything that is asked for is there.
  var isFinished: Bool { trace.map { count >= $0.range.upperBound } ?? false }
  /// Whether a text has begun and may go on.
  var isInText: Bool { hasText || !blanks.isEmpty }

  // MARK: Parts of events

  mutating func put(_ kind: ContentPlace.Kind) { bytes.append(kind.rawValue) }

  /// A string, whose end NUL marks.
  mutating func put(_ string: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: string)
    bytes.append(0)
  }

  /// A namespace, by its hash: a one and the hash, or a zero where there is none.
  mutating func put(_ namespace: ContentHash.Value?) {
    bytes.append(namespace == nil ? 0 : 1)
    if let namespace { withUnsafeBytes(of: namespace) { bytes.append(contentsOf: $0) } }
  }

  /// Ends an event.
  mutating func finish(_ kind: ContentPlace.Kind) {
    guard let range = trace?.range else {
      count += 1
      hashWholePieces()
      if count.isMultiple(of: ContentDigest.eventsPerCheckpoint) { addCheckpoint() }
      return
    }
    if range.contains(count) { trace?.record(kind, hash: bytes.withUnsafeBytes(ContentHash.value)) }
    bytes.removeAll(keepingCapacity: true)
    count += 1
  }

  // MARK: Text

  /// A piece of a text; pieces that follow one another are one text.
  mutating func addText(_ piece: UnsafeBufferPointer<UInt8>) {
    var end = piece.count
    while end > 0, piece[end - 1].isXMLBlank { end -= 1 }
    if end > 0 {
      openText()
      bytes.append(contentsOf: piece[..<end])
      hashWholePieces()
    }
    blanks.append(contentsOf: piece[end...])
  }

  /// Leaves out the white space at the end of the text so far.
  mutating func dropBlanks() { blanks.removeAll(keepingCapacity: true) }

  /// Ends the text, if there is one: something else follows.
  mutating func closeText() {
    guard isInText else { return }
    openText()
    bytes.append(0)
    hasText = false
    finish(.text)
  }

  private mutating func openText() {
    if !hasText { put(.text) }
    hasText = true
    guard !blanks.isEmpty else { return }
    bytes.append(contentsOf: blanks)
    dropBlanks()
  }

  // MARK: Hashing

  private mutating func hashWholePieces() {
    guard trace == nil, bytes.count >= Self.pieceSize else { return }
    let whole = bytes.count - bytes.count % Self.pieceSize
    bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: whole, by: Self.pieceSize) {
        hash.add(UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Self.pieceSize)]))
      }
    }
    bytes.removeFirst(whole)
  }

  /// Hashes what has not been, and keeps the hash of everything so far.
  mutating func addCheckpoint() {
    bytes.withUnsafeBytes { hash.add($0) }
    bytes.removeAll(keepingCapacity: true)
    checkpoints.append(hash.value)
  }
}
