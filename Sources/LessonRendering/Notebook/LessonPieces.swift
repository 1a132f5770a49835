import LessonCore
import LessonDocument

/// A lesson's document cut at its blocks: the prose between two blocks is a separate document.
///
/// Lists and quotes around a block are cut with it. The text after the block in the same list item becomes an ordinary
/// paragraph, and the next items become a list that continues the numbering.
struct LessonPieces {
  enum Piece {
    case prose([MarkdownNode])
    /// A block by its index, and whether it is inside closed `<details>`.
    case block(Int, isFolded: Bool)
  }

  /// In the order of the text, which is that of the program; two pieces of prose are never adjacent.
  private(set) var pieces: [Piece] = []

  /// - Parameter linkedBlocks: Blocks that are the target of links; an anchor is put before each.
  init(_ document: MarkdownNode, linkedBlocks: [Int: String]) {
    add(Self.cut(document.children.filter { !$0.isFootnoteText }), linkedBlocks)
    for note in document.children where note.isFootnoteText {
      for index in note.lessonBlocks { insert(index) }
    }
  }

  /// A block in a footnote runs at the place where the footnote was written; its text comes at the end.
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
    case .lessonBlock(let index):
      [.block(index, isFolded: false)] + (node.children.isEmpty ? [] : [.prose(node.children)])
    case .list(let list): cut(node, list)
    case .quote, .alert: cutQuote(node)
    case .folded: cutFolded(node)
    default: cut(node.children)
    }
  }

  /// The title of an alert is above its first part.
  private static func cutQuote(_ node: MarkdownNode) -> [Piece] {
    var pieces = cut(node.children)
    if case .alert = node.kind, case .block? = pieces.first { pieces.insert(.prose([]), at: 0) }
    return pieces.enumerated().map { index, piece in
      guard case .prose(let nodes) = piece else { return piece }
      return .prose([MarkdownNode(index == 0 ? node.kind : .quote, children: nodes)])
    }
  }

  /// Each cell of what is folded is folded by itself.
  private static func cutFolded(_ node: MarkdownNode) -> [Piece] {
    cut(node.children).map { piece in
      switch piece {
      case .prose(let nodes): .prose([MarkdownNode(node.kind, children: nodes)])
      case .block(let index, _): .block(index, isFolded: true)
      }
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

    /// Ends a part of the list, before something else follows.
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
  /// Adds prose, to the last piece if that is prose too.
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

  /// Whether the node contains a block of the lesson, or is one.
  var holdsBlock: Bool {
    if case .lessonBlock = kind { true } else { children.contains(where: \.holdsBlock) }
  }

  /// The indices of the lesson's blocks in the node.
  fileprivate var lessonBlocks: [Int] {
    if case .lessonBlock(let index) = kind { [index] } else { children.flatMap(\.lessonBlocks) }
  }
}
