/// The script of exports that `ldapfix patch --in-place` corrects. It takes its place just before the first
/// of them does.
struct InPlaceScript {
  let script: PatchScript
  /// Nil where there is nothing for it to do.
  let text: [UInt8]?
  private var isWritten = false
  /// Whether it was not there before, and no export has been corrected yet.
  private var isRemovable = false
  /// Whether it could not be written, so nothing may be corrected.
  private(set) var hasFailed = false

  init(script: PatchScript, text: [UInt8]?) {
    self.script = script
    self.text = text
  }

  /// Writes the script, the first time.
  mutating func write() throws {
    guard let text, !isWritten else { return }
    do {
      isRemovable = try script.write(text)
      isWritten = true
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// Takes a new script back, where the export that it came with was not corrected.
  mutating func takeBack() {
    guard isRemovable else { return }
    script.remove()
    (isWritten, isRemovable) = (false, false)
  }

  /// An export was corrected, so the script stays.
  mutating func keep() { isRemovable = false }

  /// Says what has become of the script, where there is one.
  func tell(_ console: Console) {
    if text == nil || isWritten { script.tell(text, console) }
  }
}
