// Functions that generated programs call. The module has no dependencies, and its names begin with an underscore, so
// that a program that imports it knows no name that its author did not import.

/// Reports that a block begins.
public func _probeBlockBegins(_ index: Int) { _LessonProbes.receiver?.blockBegins(index) }

/// Reports that a block has run to its end.
public func _probeBlockEnds(_ index: Int) { _LessonProbes.receiver?.blockEnds(index) }

/// Runs a block that must trap or throw.
public func _probeCrashes(_ index: Int, _ block: @escaping @MainActor () throws -> Void) {
  _LessonProbes.receiver?.crashes(index, block)
}

/// Reports that the program has run to its end, and ends the process.
public func _probeEnds() { _LessonProbes.receiver?.ends() }

/// Reports the value of an expression that an expectation states.
///
/// - Parameter index: The expectation's place among those of the program.
/// - Returns: The value.
@discardableResult
public func _probeValue<Value>(_ index: Int, _ value: Value) -> Value {
  if let receiver = _LessonProbes.receiver { receiver.value(index, _LessonProbes.Texts(of: value)) }
  return value
}

/// Reports that what is printed from here on belongs to an expectation.
public func _probePrints(_ index: Int) { _LessonProbes.receiver?.prints(index) }

/// Reports that everything which an expectation states has been printed.
public func _probePrinted(_ index: Int) { _LessonProbes.receiver?.printed(index) }

/// What connects the probes with the runner.
public enum _LessonProbes {
  /// Receives what the probes report.
  public struct Receiver: Sendable {
    /// A block begins.
    public var blockBegins: @Sendable (Int) -> Void
    /// A block has run to its end.
    public var blockEnds: @Sendable (Int) -> Void
    /// Runs a block that must trap or throw.
    public var crashes: @Sendable (Int, @escaping @MainActor () throws -> Void) -> Void
    /// The program has run to its end.
    public var ends: @Sendable () -> Void
    /// The value at an expectation.
    public var value: @Sendable (Int, Texts) -> Void
    /// What is printed from here on belongs to an expectation.
    public var prints: @Sendable (Int) -> Void
    /// Everything that an expectation states has been printed.
    public var printed: @Sendable (Int) -> Void

    /// A receiver of these functions.
    public init(
      blockBegins: @escaping @Sendable (Int) -> Void, blockEnds: @escaping @Sendable (Int) -> Void,
      crashes: @escaping @Sendable (Int, @escaping @MainActor () throws -> Void) -> Void,
      ends: @escaping @Sendable () -> Void, value: @escaping @Sendable (Int, Texts) -> Void,
      prints: @escaping @Sendable (Int) -> Void, printed: @escaping @Sendable (Int) -> Void
    ) {
      self.blockBegins = blockBegins
      self.blockEnds = blockEnds
      self.crashes = crashes
      self.ends = ends
      self.value = value
      self.prints = prints
      self.printed = printed
    }
  }

  /// Set once, before the program begins.
  nonisolated(unsafe) static var receiver: Receiver?

  /// Sends all reports to a receiver from now on.
  public static func install(_ receiver: Receiver) { self.receiver = receiver }
}
