import LessonDocument

/// Citations in the author's Markdown.
extension MarkdownWriter {
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
