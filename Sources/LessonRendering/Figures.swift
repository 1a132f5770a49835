import LessonCore
import LessonDocument
import LessonWords

/// The results of a lesson that have captions: figures and tables, each kind numbered in the order of the page.
package struct Figures {
  private struct Figure {
    /// What links to the figure reach.
    let target: String?
    /// `Figure 3`.
    let label: String
    /// The anchor, if the page has one that is not the block's.
    let anchor: String?
    let caption: [MarkdownNode]
  }

  private var figures: [Int: Figure] = [:]
  /// The labels by the addresses of links.
  private var labels: [String: String] = [:]

  /// - Parameter isNumberedLater: Whether labels have a `FigureMark` in place of the number.
  init(_ lesson: Lesson, _ results: LessonResults, _ words: PageWords, isNumberedLater: Bool = false) {
    let texts = Self.longCaptions(lesson)
    var counts: [Bool: Int] = [:]
    for block in Self.blocks(of: lesson) {
      let isTable = results.isTable(ofBlock: block.index)
      counts[isTable, default: 0] += 1
      let count = counts[isTable, default: 0]
      let number = isNumberedLater ? FigureMark.text(count, isTable: isTable) : "\(count)"
      let label = isTable ? words.table(number) : words.figure(number)
      let id = Self.target(of: block)
      let anchor = lesson.blocks.contains { $0.options.id == id } ? nil : id
      let title = block.options.caption.map { [MarkdownNode(.text($0))] }
      let parts = [title, texts[block.index]?.children].compactMap(\.self)
      figures[block.index] = Figure(
        target: id, label: label, anchor: anchor,
        caption: Array(parts.joined(separator: [MarkdownNode(.text(" "))])))
      for name in [id, block.options.id].compactMap(\.self) { labels["#" + name] = label }
    }
  }

  /// The text of a link that the author left empty: the name of the figure to which it leads.
  func label(ofLinkTo address: String) -> String? { labels[address] }

  /// The label before a caption, such as `Figure 3:`.
  func label(ofBlock index: Int) -> String? { figures[index].map { $0.label + ":" } }

  /// The anchor of a block's figure, if it is not the block's.
  func anchor(ofBlock index: Int) -> String? { figures[index]?.anchor }

  /// What links to a block's figure reach, if the block has a name.
  func target(ofBlock index: Int) -> String? { figures[index]?.target }

  /// The anchors that are not those of blocks.
  var anchors: [String] { figures.values.compactMap(\.anchor) }

  /// The caption of a block with its label.
  func caption(ofBlock index: Int) -> [MarkdownNode]? {
    figures[index].map { figure in
      [MarkdownNode(.strong, children: [MarkdownNode(.text(figure.label + ":"))]), MarkdownNode(.text(" "))]
        + figure.caption
    }
  }

  /// A document in which each block has its whole caption, with its label.
  func captioned(_ node: MarkdownNode) -> MarkdownNode {
    guard case .lessonBlock(let index) = node.kind else {
      return MarkdownNode(node.kind, children: node.children.map(captioned), range: node.range)
    }
    guard let caption = caption(ofBlock: index) else { return node }
    let anchor = anchor(ofBlock: index).map { id in
      ["<a id=\"\(id)\">", "</a>"].map { MarkdownNode(.inlineHTML($0)) }
    }
    let paragraph = MarkdownNode(.paragraph, children: (anchor ?? []) + caption)
    return MarkdownNode(node.kind, children: [paragraph], range: node.range)
  }

  // MARK: Places

  /// The addresses of links that lead to figures.
  package static func addresses(in lesson: Lesson) -> Set<String> {
    Set(blocks(of: lesson).flatMap { [target(of: $0), $0.options.id].compactMap { $0.map { "#" + $0 } } })
  }

  private static func blocks(of lesson: Lesson) -> [Block] {
    let texts = longCaptions(lesson)
    return lesson.blocks.filter { $0.options.caption != nil || texts[$0.index] != nil }
  }

  /// The paragraphs of long captions.
  static func longCaptions(_ lesson: Lesson) -> [Int: MarkdownNode] {
    var texts: [Int: MarkdownNode] = [:]
    lesson.document.forEach { node in
      if case .lessonBlock(let index) = node.kind { texts[index] = node.children.first }
    }
    return texts
  }

  /// What begins the anchors of figures.
  package static let prefix = "fig-"

  /// `fig-loss` for a block `loss`, and for one that is called so itself.
  private static func target(of block: Block) -> String? {
    block.options.id.map { $0.hasPrefix(prefix) ? $0 : prefix + $0 }
  }
}
