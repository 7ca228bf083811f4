internal import CLibXML2

/// Notes whether libxml2 runs out of memory: in many places it goes on with less, and what it reports then
/// is not the document.
final class MemoryWatch {
  private let flag: UnsafeMutablePointer<Int32>

  /// Watches this thread until ``end()``.
  init() {
    flag = .allocate(capacity: 1)
    flag.initialize(to: ParserLibrary.isReady ? 0 : 1)
    begin()
  }

  deinit { flag.deallocate() }

  /// Whether memory has run out since this was made.
  var lacksMemory: Bool { flag.pointee != 0 }

  /// Watches this thread again.
  func begin() { ldapfix_watch_errors(flag) }

  /// Stops watching the thread; errors that have no parser are dropped from here on.
  func end() { ldapfix_watch_errors(nil) }

  /// Watches the evaluations in `context` too, which must not outlive this object.
  func watch(_ context: xmlXPathContextPtr) { ldapfix_watch_xpath(context, flag) }

  /// What `body` makes, under watch; ``MemoryReserve`` lends it memory.
  func lendMemory<Result>(_ body: () throws(SourceError) -> Result) throws(SourceError) -> Result {
    begin()
    MemoryReserve.serve(flag)
    defer {
      MemoryReserve.serve(nil)
      end()
    }
    return try check(body)
  }

  /// What `body` makes; an error of whatever kind is one of memory where that ran out.
  func check<Result>(_ body: () throws(SourceError) -> Result) throws(SourceError) -> Result {
    let result: Result
    do {
      result = try body()
    } catch {
      throw lacksMemory ? .noMemory() : error
    }
    guard !lacksMemory else { throw .noMemory() }
    return result
  }
}
