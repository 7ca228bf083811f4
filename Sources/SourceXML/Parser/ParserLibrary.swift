internal import CLibXML2

/// libxml2's global state.
enum ParserLibrary {
  /// Sets it up, once however many threads begin at the same time; false where that lacked memory, after
  /// which libxml2 does not know all that it should.
  static let isReady: Bool = {
    MemoryReserve.setUp()
    var lacksMemory: Int32 = 0
    withUnsafeMutablePointer(to: &lacksMemory) {
      ldapfix_watch_errors($0)
      xmlInitParser()
      ldapfix_watch_errors(nil)
    }
    return lacksMemory == 0
  }()
}
