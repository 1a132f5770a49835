import LessonCore
import LessonProgram

/// Reads a program of a document again, with fewer blocks that run.
package struct ReadProgram: ReaderTask {
  package let outline: LessonOutline

  package init(_ outline: LessonOutline) { self.outline = outline }

  package func perform() -> Reading { Reading(outline) }

  /// Whether the runner can safely work with the result.
  package func accepts(_ result: Reading) -> Bool { result.lesson == outline && result.isOfDocument }
}

extension Reading {
  /// Reads the code of a program of a document.
  init(_ outline: LessonOutline) {
    self.init(lesson: outline, diagnostics: [])
    addProgram(of: outline)
  }

  /// Whether its parts belong together, as those of a program of a document do.
  var isOfDocument: Bool {
    guard let outline = lesson else { return false }
    return outline.isInOrder && outline.inlineExpressions.isEmpty
      && outline.frontMatter == FrontMatter() && outline.document != nil
      && (program == nil) == (digest == nil) && (program == nil) == (use == nil)
      && program.map { outline.canHave($0) && $0.digest == digest } != false
  }
}
