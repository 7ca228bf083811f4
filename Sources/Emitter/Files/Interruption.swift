/// A run that a signal has ended; what was in flight is whole, old or new.
package struct Interruption: Error, Sendable, Equatable {
  /// The number of the signal.
  package var signal: Int32
}
