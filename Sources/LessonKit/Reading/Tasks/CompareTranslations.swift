/// Compares the code of a translation with that of its source.
struct CompareTranslations: ReaderTask {
  let source: LessonOutline
  let translation: LessonOutline

  func perform() -> [Diagnostic] {
    ReaderStage.comparing.begin()
    return TranslationComparison(source, translation).diagnostics
  }
}
