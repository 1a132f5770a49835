import LessonDisplay

/// A lesson as a Markdown page, and the files of its charts.
public struct MarkdownPage: Sendable, Hashable {
  /// A drawing in a file of its own.
  public struct Figure: Sendable, Hashable {
    /// Where the file belongs, relative to the page: `TrainingTricks/loss.svg`.
    public let path: String
    /// The SVG document.
    public let svg: String
  }

  /// The page; it begins with a byte-order mark when the lesson does.
  public let text: String
  /// The charts, in the order of the page.
  public let figures: [Figure]

  init(_ lesson: Lesson, _ transcript: Transcript) {
    var writer = MarkdownWriter(lesson, transcript)
    for block in lesson.blocks { writer.write(block) }
    for expression in lesson.inlineExpressions { writer.write(expression) }
    text = (lesson.source.hasByteOrderMark ? "\u{FEFF}" : "") + writer.edits.applied(to: lesson.source)
    figures = writer.figures
  }
}

/// Changes to a text, each of a part of it.
struct SourceEdits {
  private var edits: [(range: Range<Int>, replacement: String)] = []

  /// Puts something else in the place of some bytes.
  mutating func replace(_ range: Range<Int>, with replacement: String) { edits.append((range, replacement)) }

  /// Puts something before a byte.
  mutating func insert(_ text: String, at offset: Int) { replace(offset..<offset, with: text) }

  /// The text with all changes, in the order of their places; those of one place in the order in which they were made.
  func applied(to source: SourceText) -> String { applied(to: source, in: 0..<source.text.utf8.count) }

  /// A part of the text with the changes that lie in it.
  func applied(to source: SourceText, in part: Range<Int>) -> String {
    let ordered = edits.filter { part.contains($0.range) }.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    var result = ""
    var done = part.lowerBound
    for (_, edit) in ordered where edit.range.lowerBound >= done {
      result += source.slice(done..<edit.range.lowerBound)
      result += edit.replacement
      done = edit.range.upperBound
    }
    return result + source.slice(done..<part.upperBound)
  }
}
