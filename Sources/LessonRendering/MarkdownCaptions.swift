import LessonCore
import LessonDocument

/// Captions with their labels, and the names of figures in links to them.
extension MarkdownWriter {
  /// The caption of a block that has it only in its options.
  func shortCaption(of block: Block) -> String? {
    guard longCaptions[block.index] == nil else { return nil }
    return captionOpening(of: block.index)
  }

  /// Puts labels before long captions, in the place of their mark.
  mutating func writeLongCaptions() {
    for (block, caption) in longCaptions {
      guard let start = caption.range?.lowerBound, let opening = captionOpening(of: block) else { continue }
      let offset = source.offset(of: start)
      edits.replace(offset..<offset + ": ".utf8.count, with: opening + " ")
    }
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
        let label = captions.label(ofLinkTo: url),
        let found = source.slice(rest).utf8.firstRange(of: Array("[](\(url)".utf8))
      else { return }
      let text = source.slice(rest).utf8
      let place = rest.lowerBound + text.distance(from: text.startIndex, to: found.lowerBound) + 1
      places.append((place..<place, label))
      rest = place..<rest.upperBound
    }
    for place in places { edits.replace(place.range, with: place.label) }
  }

  /// The long captions by their blocks.
  private var longCaptions: [Int: MarkdownNode] { Figures.longCaptions(lesson) }

  /// The label and the short caption of a block, with the anchor of its figure.
  private func captionOpening(of block: Int) -> String? {
    captions.label(ofBlock: block).map { label in
      let anchor = captions.target(ofBlock: block).map { "<a id=\"\($0)\"></a>" } ?? ""
      let title = lesson.blocks[block].options.caption.map { " " + MarkdownText.escaped($0) } ?? ""
      return "\(anchor)**\(label)**\(title)"
    }
  }
}
