/// Compares translations with what they were made from.
struct TranslationCheck {
  private let library: LessonLibrary
  private let known: [String: Lesson]

  /// - Parameter known: Lessons that were read already, by their page.
  init(_ library: LessonLibrary, known: [String: Lesson]) {
    self.library = library
    self.known = known
  }

  /// What is wrong with a lesson as a translation; nothing when it is none.
  func problems(of lesson: Lesson, _ file: LessonFile) -> [Diagnostic] {
    staleness(of: lesson) + differences(of: lesson, file)
  }

  /// Says so when a translation was made from other bytes than its source has now.
  private func staleness(of lesson: Lesson) -> [Diagnostic] {
    guard let record = lesson.translation else { return [] }
    guard let source = library.source(of: record) else {
      return [
        Diagnostic(
          .warning, path: lesson.path, at: nil,
          "the source of this translation, '\(record.sourceFile)', is not there, so whether the text follows it is not known"
        )
      ]
    }
    guard record.isStale(against: source.bytes) else { return [] }
    let hash = TranslationRecord.hash(of: source.bytes)
    return [
      Diagnostic(
        path: lesson.path, at: nil,
        "the translation is behind its source: '\(source.path)' has changed since; once the text follows, "
          + "'original_hash' is \(hash)")
    ]
  }

  /// Code may differ from the source's in comments; in string literals too, with a note, since it then runs by itself.
  private func differences(of lesson: Lesson, _ file: LessonFile) -> [Diagnostic] {
    guard let original = library.original(of: file),
      let source = known[original.page] ?? library.read(original, LessonBytes(original)).lesson
    else { return [] }
    return TranslationComparison(source, lesson).diagnostics
  }
}
