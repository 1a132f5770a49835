import LessonCore

/// Why a formula cannot be read, and where, in Unicode scalars from its beginning.
package struct TeXError: Error, Hashable {
  package enum Reason: Hashable {
    case unknownCommand(String)
    case unknownEnvironment(String)
    case other(String)
  }

  package let reason: Reason
  package let range: Range<Int>

  /// What was found and what was expected. Looking for the nearest word takes its time.
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
