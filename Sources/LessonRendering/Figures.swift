import LessonCore
import LessonDocument
import LessonWords

/// The parts of a lesson that have captions: figures and tables, each kind numbered in the order of the page.
package struct Figures {
  /// What a caption belongs to.
  enum Place: Hashable {
    /// The results of a block.
    case block(Int)
    /// An image or a table in the text.
    case text(Int)
  }

  /// A figure or a table.
  struct Figure {
    let part: CaptionedPart
    let isTable: Bool
    /// `Figure 3:`
    let label: String
    /// The anchor, if the page has one that is not the block's.
    let anchor: String?

    /// The caption with its label.
    var caption: [MarkdownNode] {
      [MarkdownNode(.strong, children: [MarkdownNode(.text(label))]), MarkdownNode(.text(" "))] + part.caption
    }
  }

  /// In the order of the page.
  let all: [Figure]
  private let indices: [Place: Int]
  /// The names by the addresses of links.
  private let names: [String: String]

  /// - Parameter isNumberedLater: Whether labels have a `FigureMark` in place of the number.
  init(_ lesson: Lesson, _ results: LessonResults, _ words: PageWords, isNumberedLater: Bool = false) {
    var names: [String: String] = [:]
    var counts: [Bool: Int] = [:]
    let blockIDs = Set(lesson.blocks.compactMap(\.options.id))
    all = CaptionedPart.all(of: lesson).map { part in
      let isTable = part.isTable(results)
      counts[isTable, default: 0] += 1
      let count = counts[isTable, default: 0]
      let number = isNumberedLater ? FigureMark.text(count, isTable: isTable) : "\(count)"
      let name = isTable ? words.table(number) : words.figure(number)
      for address in part.addresses { names[address] = name }
      return Figure(
        part: part, isTable: isTable, label: name + ":",
        anchor: part.target.flatMap { blockIDs.contains($0) ? nil : $0 })
    }
    indices = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.part.place, $0) })
    self.names = names
  }

  /// The figure at a place, if that has a caption.
  subscript(_ place: Place) -> Figure? { indices[place].map { all[$0] } }

  /// The text of a link that the author left empty: the name of the figure to which it leads.
  func name(ofLinkTo address: String) -> String? { names[address] }

  /// A document in which links to figures that the author left empty have the names of these as their text.
  func named(_ node: MarkdownNode) -> MarkdownNode {
    if case .link(let url, _) = node.kind, node.children.isEmpty, let name = name(ofLinkTo: url) {
      return MarkdownNode(node.kind, children: [MarkdownNode(.text(name))], range: node.range)
    }
    guard !node.children.isEmpty else { return node }
    return MarkdownNode(node.kind, children: node.children.map(named), range: node.range)
  }

  /// The anchors that are not those of blocks.
  var anchors: [String] { all.compactMap(\.anchor) }

  /// A document in which each block, image and table has its whole caption, with its label.
  func captioned(_ node: MarkdownNode) -> MarkdownNode {
    switch node.kind {
    case .lessonBlock(let index):
      guard let figure = self[.block(index)] else { return node }
      return MarkdownNode(node.kind, children: [paragraph(figure)], range: node.range)
    case .figure(let it):
      guard let figure = self[.text(it.index)] else { return node }
      return MarkdownNode(
        node.kind, children: node.children.dropLast() + [paragraph(figure)], range: node.range)
    default:
      return MarkdownNode(node.kind, children: node.children.map(captioned), range: node.range)
    }
  }

  private func paragraph(_ figure: Figure) -> MarkdownNode {
    let anchor = figure.anchor.map { id in
      ["<a id=\"\(id)\">", "</a>"].map { MarkdownNode(.inlineHTML($0)) }
    }
    return MarkdownNode(.paragraph, children: (anchor ?? []) + figure.caption)
  }

  // MARK: Places

  /// The addresses of links that lead to figures.
  package static func addresses(in lesson: Lesson) -> Set<String> {
    Set(CaptionedPart.all(of: lesson).flatMap(\.addresses))
  }
}
