import SourceXML
import SystemPackage

extension FileDescriptor {
  /// Writes a document whole, from where it is in memory.
  ///
  /// - Throws: what the system said; some of the bytes may be written then.
  func writeAll(document bytes: some PiecedBytes) throws(Errno) {
    var writing = GatheredWrite(bytes)
    while !writing.isDone { try writing.next(to: self) }
  }
}
