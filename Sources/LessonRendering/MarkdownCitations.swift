import LessonDocument

/// Citations and other forms of terms in the author's Markdown.
extension MarkdownWriter {
  /// Puts other forms of terms, with their anchors, in the places of the paragraphs that list them.
  mutating func writeTermForms() {
    for (paragraph, inlines) in lesson.termForms(words) {
      guard let range = paragraph.range else { continue }
      edits.replace(
        source.offset(of: range.lowerBound)..<source.offset(of: range.upperBound),
        with: InlineMarkdown.text(of: inlines))
    }
  }

  /// Puts links in the places of citations, and the list of works at the end.
  mutating func writeCitations() {
    guard !lesson.citations.isEmpty else { return }
    let written = WrittenCitations(lesson, words)
    var place = 1
    for citation in lesson.citations {
      let range = source.offset(of: citation.range.lowerBound)..<source.offset(of: citation.range.upperBound)
      edits.replace(range, with: InlineMarkdown.text(of: written.inlines(citation, from: place)))
      place += citation.works.count
    }
    let lines = written.lines
    guard !lines.isEmpty else { return }
    let end = source.lines.last?.isEmpty ?? true ? "" : source.lineEnding
    edits.insert(
      end + source.lineEnding + lines.joined(separator: source.lineEnding) + source.lineEnding,
      at: source.text.utf8.count)
  }
}
