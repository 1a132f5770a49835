import LessonCore
import LessonVerification

/// Compares the code of a translation with that of its source.
package struct CompareTranslations: ReaderTask {
  package let source: LessonOutline
  package let translation: LessonOutline

  package init(source: LessonOutline, translation: LessonOutline) {
    self.source = source
    self.translation = translation
  }

  package func perform() -> [Diagnostic] {
    ReaderStage.comparing.begin()
    return TranslationComparison(source, translation).diagnostics
  }
}
