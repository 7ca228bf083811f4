import Foundation
import TestSupport
import Testing

@Suite("Signals", .serialized)
struct SignalTests {
  /// The program is sent the signal at many moments of a run that takes a while to write.
  @Test(
    "at whatever moment one comes, the file is old or new, and nothing else is left",
    arguments: [
      ("INT", 130), ("TERM", 143), ("HUP", 129),
    ])
  func anyMoment(_ signal: String, _ code: Int) throws {
    let scratch = try Scratch()
    var text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
    text = text.replacingOccurrences(
      of: "<ma-data>",
      with: "<ma-data><schema>" + String(repeating: "<a b='c'>d</a>", count: 150_000) + "</schema>")
    let old = Array(text.utf8)
    try scratch.write(old, to: "a.xml")
    _ = try Program.run(["patch", "--in-place", "a.xml"], in: scratch.folder)
    let new = try scratch.bytes("a.xml")
    #expect(new != old)
    var codes: Set<Int> = []
    for step in 0..<25 {
      try scratch.write(old, to: "a.xml")
      let delay = Double(step) * 0.004
      let run = try Program.shell(
        """
        "$ldapfix" patch -q --in-place a.xml & pid=$!
        sleep \(delay); kill -\(signal) $pid 2>/dev/null; wait $pid
        """, in: scratch.folder)
      let bytes = try scratch.bytes("a.xml")
      #expect(bytes == old || bytes == new)
      #expect(scratch.names == ["a.xml"])
      // bash starts background jobs deaf to SIGINT; the program then runs to its end.
      #expect([0, code].contains(Int(run.exitCode)), "\(run.errors)")
      codes.insert(Int(run.exitCode))
    }
    if signal != "INT" { #expect(codes.contains(code)) }
  }

  @Test("Ctrl-C while it waits for input ends it with 130")
  func waiting() throws {
    let scratch = try Scratch()
    let run = try Program.shell(
      """
      set -m
      mkfifo fifo; sleep 5 >fifo & keeper=$!
      "$ldapfix" patch fifo out.xml & pid=$!
      sleep 0.3; kill -INT $pid; wait $pid; code=$?
      kill $keeper; exit $code
      """, in: scratch.folder)
    #expect(run.exitCode == 130)
  }
}
