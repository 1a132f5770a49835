/// The links and images of a lesson, and where they stand.
struct LessonLinks {
  /// An address and its place in the file.
  struct Link: Codable, Hashable {
    /// As the author meant it, escapes resolved.
    let address: String
    /// The address itself where it can be found, else the beginning of the block around it.
    let range: Range<SourcePosition>
    /// Whether readers see nothing of it.
    var isEmpty = false
  }

  private(set) var links: [Link] = []
  /// Anchors that the author wrote in HTML.
  private(set) var writtenAnchors: [String] = []
  private let source: SourceText

  init(_ lesson: Lesson) {
    source = lesson.source
    var block = SourcePosition.start..<SourcePosition.start
    // Addresses of one block are looked for in their order.
    var found = source.text.startIndex
    lesson.document.forEach { node in
      if let range = node.range, !node.isCode {
        block = range
        found = max(found, index(of: range.lowerBound))
      }
      switch node.kind {
      case .link(let url, _), .image(let url, _):
        add(url, block, &found)
        links[links.count - 1].isEmpty = node.isEmptyLink
      case .html(let html), .inlineHTML(let html):
        for tag in RawHTML.startTags(in: html) {
          for address in tag.addresses { add(address, block, &found) }
          writtenAnchors += tag.anchors
        }
      default: break
      }
    }
  }

  private mutating func add(_ address: String, _ block: Range<SourcePosition>, _ found: inout String.Index) {
    guard let place = place(of: address, from: found) else {
      let start = block.lowerBound
      return links.append(
        Link(address: address, range: start..<SourcePosition(line: start.line, column: start.column + 1)))
    }
    let isInBlock = place.lowerBound < index(of: block.upperBound)
    if isInBlock { found = place.upperBound }
    let bytes = source.text.utf8
    func position(_ index: String.Index) -> SourcePosition {
      source.position(ofOffset: bytes.distance(from: bytes.startIndex, to: index))
    }
    links.append(Link(address: address, range: position(place.lowerBound)..<position(place.upperBound)))
  }

  /// Where an address stands between the marks of a link, or in a definition somewhere below.
  private func place(of address: String, from start: String.Index) -> Range<String.Index>? {
    guard !address.isEmpty else { return nil }
    let rest = source.text[start...]
    for opening in ["](", "](<", "]: ", "]: <", "\"", "'", "<", "="] {
      if let match = rest.firstRange(of: opening + address) ?? source.text.firstRange(of: opening + address) {
        return source.text.index(match.lowerBound, offsetBy: opening.count)..<match.upperBound
      }
    }
    return nil
  }

  private func index(of position: SourcePosition) -> String.Index {
    source.text.utf8.index(source.text.startIndex, offsetBy: source.offset(of: position))
  }
}

extension MarkdownNode {
  /// Whether it is a link between whose brackets nothing stands that can be seen.
  fileprivate var isEmptyLink: Bool {
    guard case .link = kind else { return false }
    return children.allSatisfy(\.isInvisible)
  }

  private var isInvisible: Bool {
    switch kind {
    case .text(let text): text.allSatisfy(\.isWhitespace)
    case .softBreak, .lineBreak: true
    case .emphasis, .strong, .strikethrough: children.allSatisfy(\.isInvisible)
    default: false
    }
  }
}
