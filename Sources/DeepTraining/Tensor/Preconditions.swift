// In optimised code, and the engine is always optimised, the standard library's functions print no message, so that a
// wrong shape would stop the program without a word. These replace them in the whole module.

/// Ends the program with a message when a condition does not hold, in optimised code too.
@inline(__always)
func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Ends the program with a message, in optimised code too.
func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}
