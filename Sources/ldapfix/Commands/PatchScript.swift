import ArgumentParser
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

/// The script that `ldapfix patch --script` writes beside the corrected exports.
struct PatchScript {
  let path: FilePath
  let writer: ScriptWriter

  /// Refuses a script in the place of an export.
  func refuseOverwriting(_ files: [PathArgument]) throws {
    guard path != "-" else {
      throw ValidationError("--script needs the name of a file; 'ldapfix script' prints it")
    }
    try OutputConflict([path], option: "--script").refuse(inputs: files.map(\.path))
  }

  /// Writes the script for what `inputs` are corrected to, before any of them is.
  ///
  /// - Returns: whether a file was made that was not there before.
  func write(for inputs: [PathArgument], _ reader: InputReader, _ console: Console) throws -> Bool {
    let corrections = try inputs.map { ($0.baseName, try reader.correction($0.path)) }
    let shown = TerminalText.escape(RawText.text(of: path))
    guard let script = try writer.script(for: corrections) else {
      console.say("\(shown): not written, nothing for a script to do")
      return false
    }
    let isNew = (try? FileAttributes.of(path)) == nil
    try OutputFile.create(path, bytes: SourceBytes(script))
    console.say("\(shown): PowerShell for the server")
    return isNew
  }

  /// Takes the script back, where what it belongs to could not be written.
  func remove() { OutputFile.remove(path) }
}
