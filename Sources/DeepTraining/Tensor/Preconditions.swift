// The standard library's own say nothing in optimised code, which the engine always is: the message would be lost to
// whoever passed the wrong shape. These stand before them throughout the module.

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
