import LessonDocument
import LessonMarkup

/// The author's HTML around blocks of a lesson: each cell must close what it opens.
///
/// `<details>` cannot contain other cells. Details around a block are left out, and their summary is shown in bold.
/// Other elements end with the cell and begin again in the next one.
struct HTMLAcrossCells {
  private struct Open {
    let tag: HTMLTag
    /// The index of the tag among the tags of all nodes.
    let place: Int
    var isDetails: Bool { tag.name == "details" }
  }

  private var open: [Open] = []
  /// The number of start tags so far.
  private var count = 0
  /// The indices of the tags of details that contain a block.
  private var cut: Set<Int> = []

  /// - Parameter nodes: Sibling blocks.
  init(_ nodes: [MarkdownNode]) {
    guard nodes.contains(where: \.isHTML), !nodes.allSatisfy(\.isHTML) else { return }
    var first = Self()
    for node in nodes {
      if node.isHTML {
        _ = first.read(node)
      } else if node.holdsBlock {
        first.cut.formUnion(first.open.filter(\.isDetails).map(\.place))
      }
    }
    cut = first.cut
  }

  private init() {}

  /// Whether the current position is hidden until a reader opens the details.
  var isFolded: Bool {
    open.contains { $0.isDetails && !$0.tag.attributes.contains { $0.name == "open" } }
  }

  /// The start tags of all open elements, without their anchors.
  var reopened: MarkdownNode? {
    let tags = open.filter { $0.tag.name != "summary" && !cut.contains($0.place) }.map(\.tag)
    return tags.isEmpty ? nil : MarkdownNode(.html(tags.map(\.sourceWithoutID).joined()))
  }

  /// Converts a node to what its cell can contain.
  mutating func read(_ node: MarkdownNode) -> MarkdownNode {
    guard case .html(let text) = node.kind else { return node }
    var result = ""
    for part in HTMLParts(text).parts {
      switch part {
      case .text(let text): result += text
      case .tag(let tag): result += read(tag)
      }
    }
    return MarkdownNode(.html(result), range: node.range)
  }

  private mutating func read(_ tag: HTMLTag) -> String {
    let written = String(decoding: tag.source, as: UTF8.self)
    if tag.isEnd {
      guard let index = open.lastIndex(where: { $0.tag.name == tag.name }) else { return written }
      let isCut = isCut(open[index])
      open.removeSubrange(index...)
      return isCut ? tag.name == "summary" ? "</strong></div>" : "" : written
    }
    var cleaner = RawHTML()
    _ = cleaner.clean(written)
    guard cleaner.isOpen else { return written }
    open.append(Open(tag: tag, place: count))
    count += 1
    return isCut(open[open.count - 1]) ? tag.name == "summary" ? "<div><strong>" : "" : written
  }

  /// Whether an element is left out: details that contain a block, and their summary.
  private func isCut(_ element: Open) -> Bool {
    guard element.tag.name == "summary" else { return cut.contains(element.place) }
    return open.last { $0.isDetails && $0.place < element.place }.map { cut.contains($0.place) } ?? false
  }
}

extension HTMLTag {
  /// The tag as written, without its anchor.
  fileprivate var sourceWithoutID: String {
    let rest = attributes.filter { $0.name != "id" }.map { attribute in
      attribute.value.map { " \(attribute.name)=\"\($0.replacing("\"", with: "&quot;"))\"" }
        ?? " \(attribute.name)"
    }
    return "<\(name)\(rest.joined())>"
  }
}

extension MarkdownNode {
  fileprivate var isHTML: Bool { if case .html = kind { true } else { false } }
}
