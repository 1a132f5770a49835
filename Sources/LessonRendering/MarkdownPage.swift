import LessonCore
import LessonDisplay
import LessonDocument

/// A lesson as a Markdown page, and the files of its charts.
package struct MarkdownPage: Sendable, Hashable {
  /// A drawing in its own file.
  package struct Figure: Sendable, Hashable {
    /// The file's path, relative to the page: `TrainingTricks/loss.svg`.
    package let path: String
    /// The SVG document.
    package let svg: String
  }

  /// The page; it begins with a byte-order mark when the lesson does.
  package let text: String
  /// The charts, in the order of the page.
  package let figures: [Figure]

  package init(_ lesson: Lesson, _ transcript: Transcript) {
    var writer = MarkdownWriter(lesson, transcript)
    writer.openFolds()
    for block in lesson.blocks { writer.write(block) }
    writer.closeFolds()
    writer.writeTitles()
    writer.writeLongCaptions()
    writer.writeReferences()
    writer.writeTermForms()
    writer.writeCitations()
    for expression in lesson.inlineExpressions { writer.write(expression) }
    text = (lesson.source.hasByteOrderMark ? "\u{FEFF}" : "") + writer.edits.applied(to: lesson.source)
    figures = writer.figures
  }
}
