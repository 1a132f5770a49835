import LessonCore
import LessonDocument

/// A part of a lesson that has a caption, before it has a number.
struct CaptionedPart {
  let place: Figures.Place
  private let start: SourcePosition
  /// Whether it is a table; `nil` if that depends on the results of a block.
  private let isTable: Bool?
  /// The name for references.
  private let name: String?
  /// The short caption of a block's options.
  let title: String?
  /// The caption's paragraph.
  let paragraph: MarkdownNode?
  /// Where the text has the name, as `{#NAME}`.
  private(set) var writtenName: Range<SourcePosition>?
  /// Whether the caption is on the line below an image, and so in one paragraph with it.
  private(set) var continuesImage = false

  /// All parts of a lesson that have captions, in the order of the text.
  static func all(of lesson: Lesson) -> [CaptionedPart] {
    var parts: [CaptionedPart] = []
    lesson.document.forEach { node in
      switch node.kind {
      case .lessonBlock(let index):
        let block = lesson.blocks[index]
        if let part = Self(block, node.children.first) { parts.append(part) }
      case .figure(let figure): parts.append(Self(figure, node))
      default: break
      }
    }
    return parts.sorted { $0.start < $1.start }
  }

  private init?(_ block: Block, _ paragraph: MarkdownNode?) {
    guard paragraph != nil || block.options.caption != nil else { return nil }
    place = .block(block.index)
    start = block.fence.lowerBound
    (isTable, name, title) = (nil, block.options.id, block.options.caption)
    self.paragraph = paragraph
  }

  private init(_ figure: MarkdownNode.Figure, _ node: MarkdownNode) {
    place = .text(figure.index)
    start = node.range?.lowerBound ?? .start
    (isTable, name, title) = (figure.isTable, figure.name, nil)
    paragraph = node.children.last
    writtenName = figure.writtenName
    if let image = node.children.first?.range, let caption = paragraph?.range {
      continuesImage = image.upperBound.line + 1 == caption.lowerBound.line
    }
  }

  func isTable(_ results: LessonResults) -> Bool {
    if case .block(let index) = place { results.isTable(ofBlock: index) } else { isTable ?? false }
  }

  /// The whole caption, without a label.
  var caption: [MarkdownNode] {
    let parts = [title.map { [MarkdownNode(.text($0))] }, paragraph?.children].compactMap(\.self)
    return Array(parts.joined(separator: [MarkdownNode(.text(" "))]))
  }

  // MARK: References

  /// What links to the figure reach, if it has a name.
  var target: String? { name.map(FigureName.anchor) }

  /// The addresses of links that lead to it; the results of a block are reached by the block's own name, too.
  var addresses: [String] {
    let own = if case .block = place { name } else { String?.none }
    return [target, own].compactMap { $0.map { "#" + $0 } }
  }
}
