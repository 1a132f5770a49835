import LessonCore
import LessonReading

/// Checks a lesson's links, its images and the lessons that it needs, and compares a translation with its source.
struct OutsideCheck {
  private var links: LinkCheck
  private let needs: NeedsCheck
  private let translations: TranslationCheck
  private let states: LessonStates

  /// - Parameters:
  ///   - readings: What was read of lessons.
  ///   - states: The states of all lessons.
  init(
    _ context: BuildContext, _ library: LessonLibrary, _ readings: Readings, _ attachments: AttachmentSearch,
    _ states: LessonStates
  ) {
    links = LinkCheck(library, context.output, readings, attachments, states)
    needs = NeedsCheck(pages: states.pages, sourceLanguage: library.sourceLanguage)
    translations = TranslationCheck(library, readings, context.reader, states)
    self.states = states
  }

  /// What is wrong.
  mutating func check(
    _ reading: Reading, _ lesson: LessonOutline, _ file: LessonFile
  ) async throws -> SurroundingsCheck {
    var surroundings = Surroundings()
    var problems = try await links.problems(with: reading.links, in: file, &surroundings)
    problems += needs.problems(of: lesson, &surroundings)
    problems += try await translations.problems(of: lesson, file, &surroundings)
    return SurroundingsCheck(problems: problems, surroundings: surroundings)
  }

  /// Whether what was found before would be found again.
  func isCurrent(_ known: SurroundingsCheck, of file: LessonFile) -> Bool {
    states.agree(with: known.surroundings) && links.agree(with: known.surroundings, in: file)
  }
}

extension SurroundingsCheck {
  /// The same problems as warnings, since pages are written in spite of them.
  var asWarnings: SurroundingsCheck {
    SurroundingsCheck(
      problems: problems.map { problem in
        var warning = problem
        if problem.severity == .error { warning.severity = .warning }
        return warning
      }, surroundings: surroundings)
  }
}
