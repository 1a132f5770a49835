import LessonCore

/// Finds exercises whose blocks do not belong together.
package struct ExerciseCheck {
  /// A block of an exercise.
  struct Part {
    let part: ExercisePart
    let block: Int
    /// The word that says so.
    let word: Range<SourcePosition>
  }

  /// The most exercises of a lesson: for each, another program is compiled and run.
  package static let mostExercises = 32

  private let path: String

  /// - Parameter parts: In the order of the text.
  static func problems(of parts: [Part], in document: MarkdownNode, path: String) -> [Diagnostic] {
    guard !parts.isEmpty else { return [] }
    let check = ExerciseCheck(path: path)
    let names = Dictionary(grouping: parts, by: \.part.name).values
    return names.flatMap(check.problems) + check.problemsOfPlaces(parts, in: document)
      + check.problemsOfCount(parts)
  }

  /// What is wrong with the blocks of one exercise.
  private func problems(_ parts: [Part]) -> [Diagnostic] {
    let repeated = problemsOfRepetition(parts)
    guard repeated.isEmpty else { return repeated }
    let parts = Dictionary(uniqueKeysWithValues: parts.map { ($0.part.option, $0) })
    guard let starter = parts["exercise"] else {
      return parts.values.map {
        error(
          $0,
          "no block is the starter of this exercise: 'exercise=\($0.part.name)' marks it, above the solution")
      }
    }
    let name = starter.part.name
    guard let solution = parts["solution"] else {
      return [error(starter, "this exercise has no solution: 'solution=\(name)' marks the block after it")]
    }
    guard let check = parts["check"] else {
      return [
        error(
          starter, "this exercise has no check: 'check=\(name)' marks the block after its solution")
      ]
    }
    return problemsOfOrder(solution, after: starter) + problemsOfOrder(check, after: solution)
  }

  private func problemsOfRepetition(_ parts: [Part]) -> [Diagnostic] {
    var first: [String: Part] = [:]
    return parts.compactMap { part in
      guard let known = first[part.part.option] else {
        first[part.part.option] = part
        return nil
      }
      return error(part, "'\(part.part.option)=\(part.part.name)' is there already", seeing: known)
    }
  }

  /// Only text may stand between the blocks, so that the check runs right after what it tests.
  private func problemsOfOrder(_ part: Part, after other: Part) -> [Diagnostic] {
    guard part.block != other.block + 1 else { return [] }
    return [
      error(
        part,
        "a block marked '\(part.part.option)' is the next one after that marked "
          + "'\(other.part.option)=\(other.part.name)'", seeing: other)
    ]
  }

  private func problemsOfPlaces(_ parts: [Part], in document: MarkdownNode) -> [Diagnostic] {
    let outer = Set(document.children.map(\.kind))
    return parts.filter { !outer.contains(.lessonBlock($0.block)) }.map {
      error($0, "the blocks of an exercise stand in no list, quote or footnote")
    }
  }

  private func problemsOfCount(_ parts: [Part]) -> [Diagnostic] {
    parts.filter { $0.part.option == "exercise" }.dropFirst(Self.mostExercises).prefix(1).map {
      error($0, "a lesson has at most \(Self.mostExercises) exercises; this is one more")
    }
  }

  private func error(_ part: Part, _ message: String, seeing other: Part? = nil) -> Diagnostic {
    let note = other.map {
      Diagnostic.Note("'\($0.part.option)=\($0.part.name)' is here", path: path, at: $0.word.lowerBound)
    }
    return Diagnostic(path: path, at: part.word, message, notes: [note].compactMap(\.self))
  }
}
