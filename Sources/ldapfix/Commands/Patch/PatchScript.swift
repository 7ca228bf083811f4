import ArgumentParser
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

/// The script that `ldapfix patch --script` writes beside the corrected exports.
struct PatchScript {
  let path: FilePath
  let writer: ScriptWriter

  /// Refuses a script in the place of an export that is read, or of one that will be written.
  func refuseOverwriting(_ inputs: [FilePath], _ results: [FilePath]) throws {
    guard path != "-" else {
      throw ValidationError("--script needs the name of a file; 'ldapfix script' prints it")
    }
    let conflict = try OutputConflict([path], option: "--script")
    try conflict.refuse(inputs: inputs)
    try conflict.refuse(results: results)
  }

  /// The script for what exports are corrected to; nil where there is nothing for it to do.
  func text(for corrections: [ScriptPlan.Item]) throws -> [UInt8]? {
    try writer.script(for: corrections)
  }

  /// - Returns: whether a file was made that was not there before.
  func write(_ text: [UInt8]) throws -> Bool {
    let isNew = try FileAttributes.ofOutput(path) == nil
    try OutputFile.create(path, bytes: SourceBytes(text))
    return isNew
  }

  /// Says what has become of the script.
  ///
  /// - Parameter text: what was written, if anything was.
  func tell(_ text: [UInt8]?, _ console: Console) {
    let shown = TerminalText.escape(path)
    guard text == nil else { return console.say("\(shown): PowerShell for the server") }
    let isThere = FileAttributes.ifKnown(path) != nil
    console.say(
      "\(shown): not written, nothing for a script to do"
        + (isThere ? "; the one there is of an earlier run" : ""))
  }

  /// Takes the script back, where what it belongs to could not be written.
  func remove() { OutputFile.remove(path) }
}
