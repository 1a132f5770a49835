import LessonCore
import LessonDocument

/// A lesson's document cut at its blocks: what stands between two of them is a document of its own.
///
/// Lists and quotes around a block are cut with it. What follows the block in the same item of a list is a paragraph like
/// others, and the next items are a list that goes on counting.
struct LessonPieces {
  enum Piece {
    case prose([MarkdownNode])
    /// A block by its index, and whether it stands in `<details>` that are closed.
    case block(Int, isFolded: Bool)
  }

  /// In the order of the text, which is that of the program; no two of prose follow each other.
  private(set) var pieces: [Piece] = []

  /// - Parameter linkedBlocks: Blocks that links lead to, each of which gets an anchor before it.
  init(_ document: MarkdownNode, linkedBlocks: [Int: String]) {
    add(Self.cut(document.children.filter { !$0.isFootnoteText }), linkedBlocks)
    for note in document.children where note.isFootnoteText {
      for index in note.lessonBlocks { insert(index) }
    }
  }

  /// A block in a footnote runs where the footnote was written; its text comes at the end.
  private mutating func insert(_ index: Int) {
    let next = pieces.firstIndex { if case .block(let other, _) = $0 { other > index } else { false } }
    pieces.insert(.block(index, isFolded: false), at: next ?? pieces.endIndex)
  }

  private mutating func add(_ new: [Piece], _ linkedBlocks: [Int: String]) {
    for piece in new {
      if case .block(let index, _) = piece, let id = linkedBlocks[index] {
        let anchor = ["<a id=\"\(id)\">", "</a>"].map { MarkdownNode(.inlineHTML($0)) }
        pieces.add([MarkdownNode(.paragraph, children: anchor)])
      }
      switch piece {
      case .prose(let nodes): pieces.add(nodes)
      case .block: pieces.append(piece)
      }
    }
  }

  // MARK: Cutting

  private static func cut(_ nodes: [MarkdownNode]) -> [Piece] {
    var pieces: [Piece] = []
    var html = HTMLAcrossCells(nodes)
    for node in nodes {
      guard node.holdsBlock else {
        pieces.add([html.read(node)])
        continue
      }
      for piece in cut(node) {
        switch piece {
        case .prose(let nodes): pieces.add(nodes)
        case .block(let index, let isFolded):
          pieces.append(.block(index, isFolded: isFolded || html.isFolded))
          if let reopened = html.reopened { pieces.add([reopened]) }
        }
      }
    }
    return pieces
  }

  private static func cut(_ node: MarkdownNode) -> [Piece] {
    switch node.kind {
    case .lessonBlock(let index): [.block(index, isFolded: false)]
    case .list(let list): cut(node, list)
    case .quote, .alert: cutQuote(node)
    default: cut(node.children)
    }
  }

  /// A remark's title stands above its first part.
  private static func cutQuote(_ node: MarkdownNode) -> [Piece] {
    var pieces = cut(node.children)
    if case .alert = node.kind, case .block? = pieces.first { pieces.insert(.prose([]), at: 0) }
    return pieces.enumerated().map { index, piece in
      guard case .prose(let nodes) = piece else { return piece }
      return .prose([MarkdownNode(index == 0 ? node.kind : .quote, children: nodes)])
    }
  }

  private static func cut(_ node: MarkdownNode, _ list: MarkdownNode.List) -> [Piece] {
    var parts = ListParts(list)
    for (index, item) in node.children.enumerated() {
      guard item.holdsBlock else {
        parts.add(item, at: index)
        continue
      }
      var isMarked = false
      for piece in cut(item.children) {
        switch piece {
        case .prose(let nodes) where !isMarked:
          isMarked = true
          parts.add(MarkdownNode(item.kind, children: nodes), at: index)
        case .prose(let nodes): parts.end { $0.add(nodes) }
        case .block: parts.end { $0.append(piece) }
        }
      }
    }
    parts.end { _ in }
    return parts.pieces
  }

  /// The parts of a list that was cut.
  private struct ListParts {
    let list: MarkdownNode.List
    private(set) var pieces: [Piece] = []
    private var items: [MarkdownNode] = []
    private var first = 0

    init(_ list: MarkdownNode.List) { self.list = list }

    mutating func add(_ item: MarkdownNode, at index: Int) {
      if items.isEmpty { first = index }
      items.append(item)
    }

    /// Ends a part of the list, after which something else comes.
    mutating func end(before next: (inout [Piece]) -> Void) {
      if !items.isEmpty {
        let part = MarkdownNode.List(start: list.start.map { $0 + first }, isTight: list.isTight)
        pieces.add([MarkdownNode(.list(part), children: items)])
      }
      items = []
      next(&pieces)
    }
  }
}

extension [LessonPieces.Piece] {
  /// Adds prose to the prose at the end.
  fileprivate mutating func add(_ nodes: [MarkdownNode]) {
    if case .prose(let before)? = last {
      self[count - 1] = .prose(before + nodes)
    } else {
      append(.prose(nodes))
    }
  }
}

extension MarkdownNode {
  var isFootnoteText: Bool { if case .footnote = kind { true } else { false } }

  /// Whether a block of the lesson stands in it, or it is one.
  var holdsBlock: Bool {
    if case .lessonBlock = kind { true } else { children.contains(where: \.holdsBlock) }
  }

  /// The blocks of the lesson in it, by their indices.
  fileprivate var lessonBlocks: [Int] {
    if case .lessonBlock(let index) = kind { [index] } else { children.flatMap(\.lessonBlocks) }
  }
}
