import LessonCore

/// Finds names in the settings' parts that no lesson has.
package enum PartsCheck {
  /// A warning for each such name or pattern.
  package static func problems(with settings: ProjectSettings, _ library: LessonLibrary) -> [Diagnostic] {
    guard library.knowsAll else { return [] }
    let names = Set(library.files.map(\.name))
    return settings.parts.flatMap(\.lessons).filter { written in
      let pattern = PathPattern(written)
      return !names.contains(where: pattern.matches)
    }.map { written in
      let nearest = nearestWord(to: written, in: names.sorted())
      let problem = Diagnostic(
        .warning, path: ProjectSettings.fileName, at: nil,
        "'parts' names '\(written)', and no lesson has that name"
          + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
      return settings.places.placed(problem, at: "parts")
    }
  }
}
