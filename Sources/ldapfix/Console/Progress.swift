import Emitter
import SystemPackage

/// One line on a terminal that says how far a run has come. In a pipe there is none.
struct Progress {
  /// Whether there is a terminal to show it on.
  let isShown: Bool
  private let files: Int
  private let bytes: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var isDrawn = false
  private var doneFiles = 0
  private var doneBytes = 0

  /// A line that changes more often than this cannot be read.
  private static let interval = Duration.milliseconds(100)
  private static let barWidth = 20

  init(files: Int, bytes: Int, isWanted: Bool) {
    self.files = files
    self.bytes = bytes
    isShown =
      isWanted && Terminal.isTerminal(.standardError) && Environment.variable("TERM") != "dumb"
    start = clock.now
  }

  /// Another file is done.
  mutating func advance(by file: FoundFile) {
    doneFiles += 1
    doneBytes += file.size
  }

  /// Draws the line anew where it is time to.
  ///
  /// - Parameter current: the file at work.
  mutating func draw(current: FoundFile?) {
    guard isShown else { return }
    let now = clock.now
    if let lastDrawn, now - lastDrawn < Self.interval { return }
    lastDrawn = now
    isDrawn = true
    Console.writeError("\r\u{1B}[2K" + line(now - start, current))
  }

  /// Takes the line away, so that something else can be written there.
  mutating func clear() {
    guard isDrawn else { return }
    Console.writeError("\r\u{1B}[2K")
    isDrawn = false
  }

  private func line(_ elapsed: Duration, _ current: FoundFile?) -> String {
    let seconds = elapsed / .seconds(1)
    let share = bytes > 0 ? Double(doneBytes) / Double(bytes) : 1
    let full = min(max(Int(share * Double(Self.barWidth)), 0), Self.barWidth)
    let bar =
      String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full)
    let speed = seconds > 0 ? Int(Double(doneBytes) / 1_000_000 / seconds) : 0
    var text = "\(bar) \(doneFiles)/\(files) \(speed) MB/s"
    if share > 0.01, share < 1 { text += " \(Self.time(seconds / share - seconds)) left" }
    let room = Terminal.errorWidth - text.count - 2
    guard let current, room > 8 else { return String(text.prefix(Terminal.errorWidth - 1)) }
    let name = TerminalText.escape(current.path)
    // A character may take two columns, and none of these lines may wrap.
    let columns = name.unicodeScalars.allSatisfy(\.isASCII) ? room : room / 2
    return text + " " + (name.count > columns ? "…" + name.suffix(columns - 1) : name)
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(exactly: min(max(seconds, 0), 359_999).rounded()) ?? 0
    let rest = whole % 60
    return "\(whole / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
