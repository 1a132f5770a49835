import LessonCore
import LessonDocument

/// Captions with their labels, and the names of figures in links to them.
extension MarkdownWriter {
  /// The caption of a block that has it only in its options.
  func shortCaption(of block: Block) -> String? {
    guard let figure = captions[.block(block.index)], figure.part.paragraph == nil else { return nil }
    return opening(of: figure)
  }

  /// Puts labels before long captions, in the place of their mark, and removes names at their ends.
  mutating func writeLongCaptions() {
    for figure in captions.all {
      guard let start = figure.part.paragraph?.range?.lowerBound else { continue }
      let offset = source.offset(of: start)
      let lineBreak = figure.part.continuesImage ? "<br>" : ""
      edits.replace(offset..<offset + ": ".utf8.count, with: lineBreak + opening(of: figure) + " ")
      if let name = figure.part.writtenName { remove(name) }
    }
  }

  /// Removes a name and the blanks before it.
  private mutating func remove(_ name: Range<SourcePosition>) {
    let (start, end) = (source.offset(of: name.lowerBound), source.offset(of: name.upperBound))
    let line = source.bytes(ofLine: name.lowerBound.line).lowerBound
    let blanks = source.slice(line..<start).utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    edits.replace(start - blanks..<end, with: "")
  }

  /// Puts the names of figures into links that have no text.
  mutating func writeReferences() {
    var rest = 0..<0
    var start = 0
    var places: [(range: Range<Int>, label: String)] = []
    lesson.document.forEach { node in
      if let range = node.range {
        // Footnotes come last in the tree, so that a block may begin before the last one.
        let (begin, end) = (source.offset(of: range.lowerBound), source.offset(of: range.upperBound))
        let next = begin < start ? begin : max(rest.lowerBound, begin)
        rest = next..<max(next, end)
        start = begin
      }
      guard case .link(let url, _) = node.kind, node.children.isEmpty,
        let name = captions.name(ofLinkTo: url),
        let found = source.slice(rest).utf8.firstRange(of: Array("[](\(url)".utf8))
      else { return }
      let text = source.slice(rest).utf8
      let place = rest.lowerBound + text.distance(from: text.startIndex, to: found.lowerBound) + 1
      places.append((place..<place, name))
      rest = place..<rest.upperBound
    }
    for place in places { edits.replace(place.range, with: place.label) }
  }

  /// The label and the short caption of a figure, with its anchor.
  private func opening(of figure: Figures.Figure) -> String {
    let anchor = figure.part.target.map { "<a id=\"\($0)\"></a>" } ?? ""
    return "\(anchor)**\(figure.label)**" + (figure.part.title.map { " " + MarkdownText.escaped($0) } ?? "")
  }
}
