import LessonCore

/// The reason why a formula cannot be read, and its position in Unicode scalars from the beginning.
package struct TeXError: Error, Hashable {
  package enum Reason: Hashable {
    case unknownCommand(String)
    case unknownEnvironment(String)
    case other(String)
  }

  package let reason: Reason
  package let range: Range<Int>

  /// The message: what was found and what was expected. It is computed lazily, because finding similar words is slow.
  package var message: String {
    switch reason {
    case .unknownCommand(let name):
      let nearest = nearestWord(to: name, in: TeXCommand.names(like: name)).map {
        "; did you mean '\\\($0)'?"
      }
      return "formulas have no command '\\\(name)'\(nearest ?? "")"
    case .unknownEnvironment(let name):
      let nearest = nearestWord(to: name, in: TeXEnvironment.names).map { "; did you mean '\($0)'?" }
      return "formulas have no environment '\(name)'\(nearest ?? "")"
    case .other(let message): return message
    }
  }
}
