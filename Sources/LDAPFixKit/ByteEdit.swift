/// A replacement of bytes.
public struct ByteEdit: Sendable, Hashable {
  /// What is replaced, as offsets from 0 into the file as it is stored.
  public var range: Range<Int>
  /// What stands there afterwards, in the encoding of the file.
  public var replacement: [UInt8]
}
