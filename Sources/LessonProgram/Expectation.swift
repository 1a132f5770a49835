import LessonCore

/// A result that a comment in the code states.
package struct Expectation: Hashable, Sendable {
  /// How a comment is written.
  package enum Form: Hashable, Sendable {
    /// `// Prints "a"`, with the further lines as `// "b"`.
    case quoted
    /// `// Prints:` with the lines in the comments below, as `// a`.
    case lines
    /// `// Prints: a`, on one line.
    case line
    /// `// => 3` or `// → 3`.
    case arrow
    /// `// 3`: a comment that reads as a value.
    case plain
    /// `// error: text`, on a line that must not compile.
    case error
  }

  /// How the program reports the result.
  package enum Probe: Hashable, Sendable {
    /// The expression at these bytes is the argument of a call.
    case argument(Range<Int>)
    /// After a line, these names are the arguments of a call.
    case names(String, afterLine: Int)
    /// A call after a line reports that everything has been printed, since the last one or since a call before a line.
    case printed(afterLine: Int, sinceLine: Int?)
    /// These bytes are left out of the program.
    case refused(Range<Int>)
  }

  package let form: Form
  package let probe: Probe
  /// The stated result, line by line.
  package let stated: [String]
  /// The place of the stated result, which is replaced if another one is accepted.
  package let range: Range<SourcePosition>
  /// The column of lines that are added to the comment.
  package let indentation: Int
  /// The place of the comment.
  package let comment: Range<SourcePosition>
  /// Relative tolerance for numbers, if the block sets one.
  package let tolerance: Double?
}
