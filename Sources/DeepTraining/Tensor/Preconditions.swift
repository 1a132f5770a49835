// In optimised code, and the engine is always optimised, the standard library's functions print no message, so a wrong
// shape would stop the program silently. These functions replace them in the whole module.

/// Stops the program with a message if a condition does not hold, in optimised code too.
@inline(__always)
func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops the program with a message, in optimised code too.
func preconditionFailure(
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) -> Never {
  fatalError(message(), file: file, line: line)
}
