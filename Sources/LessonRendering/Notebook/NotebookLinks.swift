import LessonCore
import LessonDocument
import LessonMarkup

/// The targets of links in a notebook.
///
/// Jupyter makes a heading's anchor from its text, with hyphens for spaces. Links between lessons use GitHub's anchors,
/// so headings get these too. The first heading is the exception: its source stays plain, and links to it in the
/// notebook are changed.
struct NotebookLinks {
  /// Names of blocks that are anchors.
  let blockIDs: Set<String>
  private let first: (anchor: String, jupyterAnchor: String)?

  init(_ lesson: Lesson, _ transcript: Transcript) {
    let text = LessonText(lesson, transcript)
    let blockIDs = Set(lesson.blocks.compactMap(\.options.id)).subtracting(text.anchors)
    self.blockIDs = blockIDs
    let results = LessonResults(lesson, transcript)
    let renderer = ProseRenderer(
      results: .init(block: { _, _ in .empty }, expression: results.value(ofExpression:)))
    guard let heading = lesson.document.firstHeading?.node, !heading.holdsFormula else {
      first = nil
      return
    }
    let words = renderer.anchorText(of: heading)
    var anchors = HeadingAnchors(taken: blockIDs)
    first = (anchors.anchor(for: words), Self.jupyterAnchor(words))
  }

  /// Whether links to the first heading are changed, so that it needs no further anchor.
  var reachFirstHeading: Bool { first != nil }

  /// The anchor that Jupyter gives to a heading.
  static func jupyterAnchor(_ heading: String) -> String { heading.replacing(" ", with: "-") }

  /// An address as a cell can contain it between parentheses.
  func written(_ address: String) -> String {
    SafeURL.encodedForMarkdown(changed(address)).replacing("$", with: "%24")
      .replacing("&", with: "&amp;")
  }

  /// The address of a Markdown file, if relative, becomes that of its notebook; other addresses stay as they are.
  static func notebookAddress(_ address: String) -> String {
    guard SafeURL.pageAddress(address) != address else { return address }
    let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return address[..<path.index(path.endIndex, offsetBy: -3)] + ".ipynb" + address[path.endIndex...]
  }

  /// The author's HTML with the addresses of its links changed.
  func changed(inHTML html: String) -> String {
    HTMLParts(html).parts.map { part in
      switch part {
      case .text(let text): return text
      case .tag(let tag):
        let written = String(decoding: tag.source, as: UTF8.self)
        guard tag.name == "a", let address = tag.attributes.first(where: { $0.name == "href" })?.value else {
          return written
        }
        return written.replacing(address, with: changed(address), maxReplacements: 1)
      }
    }.joined()
  }

  private func changed(_ address: String) -> String {
    if let first, address == "#" + first.anchor { return "#" + first.jupyterAnchor }
    return Self.notebookAddress(address)
  }

  /// The names of blocks that are targets of links in the lesson, by the blocks' indices.
  func linkedBlocks(of lesson: Lesson) -> [Int: String] {
    guard !blockIDs.isEmpty else { return [:] }
    var linked: Set<String> = []
    lesson.document.forEach { node in
      if case .link(let url, _) = node.kind, url.hasPrefix("#") { linked.insert(String(url.dropFirst())) }
    }
    let named = lesson.blocks.compactMap { block in block.options.id.map { (block.index, $0) } }
    return Dictionary(
      uniqueKeysWithValues: named.filter { blockIDs.contains($0.1) && linked.contains($0.1) })
  }
}

extension MarkdownNode {
  fileprivate var holdsFormula: Bool {
    if case .formula = kind { true } else { children.contains(where: \.holdsFormula) }
  }

  /// The first heading below this node, outside of footnotes.
  var firstHeading: (node: MarkdownNode, level: Int)? {
    switch kind {
    case .heading(let level): return (self, level)
    case .footnote: return nil
    default: return children.lazy.compactMap(\.firstHeading).first
    }
  }
}
