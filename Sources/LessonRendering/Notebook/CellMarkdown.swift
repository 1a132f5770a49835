import Formulas
import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// Writes Markdown for the cells of a notebook.
///
/// Jupyter treats each cell as a separate document, and its Markdown differs from GitHub's. So cells are written from
/// the meaning of the lesson's Markdown: links with their addresses, footnotes as a list, alerts as quotes with a
/// title, formulas and dollar signs as MathJax needs them.
struct CellMarkdown {
  /// The value of an expression, as text.
  let expression: (Int) -> String
  private let words: PageWords
  /// The text of a link that has none, by its address.
  let figureName: (String) -> String?
  let links: NotebookLinks
  /// Renders the text of headings.
  private let renderer: ProseRenderer
  private var anchors: HeadingAnchors
  /// Whether the next heading is the lesson's first, which links reach by its text.
  private var isFirstHeading: Bool
  /// HTML elements that are open among the blocks.
  private var html = RawHTML()
  /// The number of lists and quotes around the current block.
  private var depth = 0
  /// The number of references to each footnote so far.
  var references: [Int: Int] = [:]
  /// The number of documents so far: printed Markdown has its own footnotes.
  private var documents = 1
  private var notesNumber = 1

  init(
    expression: @escaping (Int) -> String, words: PageWords, links: NotebookLinks,
    figureName: @escaping (String) -> String? = { _ in nil }
  ) {
    self.expression = expression
    self.words = words
    self.links = links
    self.figureName = figureName
    renderer = ProseRenderer(results: .init(block: { _, _ in .empty }, expression: expression))
    anchors = HeadingAnchors(taken: links.blockIDs)
    isFirstHeading = links.reachFirstHeading
  }

  /// A part of the lesson as the text of a cell; empty if nothing of it is visible.
  mutating func text(of nodes: [MarkdownNode]) -> String {
    let text = blocks(nodes)
    let isSeen = HTMLParts(text).parts.contains { part in
      switch part {
      case .text(let text): text.contains { !$0.isWhitespace }
      case .tag(let tag): ["img", "hr", "a"].contains(tag.name)
      }
    }
    return isSeen ? text : ""
  }

  /// The visible text of a node, without markup.
  func plainText(of node: MarkdownNode) -> String { renderer.text(of: node) }

  /// A title of plain text.
  func heading(_ title: String) -> String {
    let line = PrintedText.lines(title, isProse: true).joined(separator: " ")
    return "# " + CellText(line, isolatesDollars: line.dollars > 1).heading
  }

  /// The footnotes below the lesson's last cell; `nil` if there are none.
  mutating func notes(of document: MarkdownNode) -> String? {
    let notes = document.children.filter(\.isFootnoteText)
    return notes.isEmpty ? nil : "***\n\n" + list(of: notes, places: document.footnotePlaces)
  }

  /// Markdown that a block printed, with its footnotes.
  mutating func printed(_ document: MarkdownNode) -> String {
    let outer = (references, notesNumber, html, isFirstHeading)
    documents += 1
    (references, notesNumber, html, isFirstHeading) = ([:], documents, RawHTML(), false)
    defer { (references, notesNumber, html, isFirstHeading) = outer }
    let text = blocks(document.children.filter { !$0.isFootnoteText })
    return [text, notes(of: document)].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  // MARK: Blocks

  /// Blocks with the separators between them.
  private mutating func blocks(_ nodes: [MarkdownNode], isTight: Bool = false) -> String {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    var text = ""
    var before: MarkdownNode?
    for node in nodes {
      let block = block(node)
      guard !block.isEmpty else { continue }
      if let before {
        // Two adjacent lists would become one.
        if before.isList, node.isList { text += "\n\n<!-- -->" }
        text += isTight && node.mayFollowParagraph ? "\n" : "\n\n"
      }
      text += block
      before = node
    }
    let ends = html.closeAll()
    return ends.isEmpty ? text : text + "\n\n" + ends
  }

  private mutating func block(_ node: MarkdownNode) -> String {
    switch node.kind {
    case .paragraph: return paragraph(node.children)
    case .heading(let level): return heading(node, level)
    case .quote: return quote(nested(node.children))
    case .alert(.hint): return folded(node, words.hint)
    case .alert(let alert):
      let parts = ["**\(words.title(of: alert))**", nested(node.children)].filter { !$0.isEmpty }
      return quote(parts.joined(separator: "\n\n"))
    case .folded(let fold): return folded(node, words.title(of: fold))
    case .list(let list): return self.list(node, list)
    case .code(let code): return fenced(code)
    case .html(let text): return blockHTML(text)
    case .formula(let formula): return CellFormula(formula).block(isNested: depth > 0)
    case .rule: return "***"
    case .table(let alignments): return table(node, alignments)
    case .figure: return blocks(node.children)
    case .lessonBlock: return ""
    default: return paragraph([node])
    }
  }

  private mutating func folded(_ node: MarkdownNode, _ summary: String) -> String {
    let content = blocks(node.children)
    return content.isEmpty ? "" : "<details><summary>\(summary)</summary>\n\n" + content + "\n\n</details>"
  }

  private mutating func paragraph(_ nodes: [MarkdownNode]) -> String {
    inlines(nodes, InlineContext(nodes, beginsLine: true)).trimmingBlanks
  }

  private mutating func heading(_ node: MarkdownNode, _ level: Int) -> String {
    let text = renderer.anchorText(of: node)
    let anchor = anchors.anchor(for: text)
    var context = InlineContext(node.children)
    context.isOneLine = true
    var line = inlines(node.children, context).trimmingBlanks
    // A `#` at the end would close the heading.
    if line.last == "#" { line.insert("\\", at: line.index(before: line.endIndex)) }
    if !isFirstHeading, anchor != NotebookLinks.jupyterAnchor(text) { line += "<a id=\"\(anchor)\"></a>" }
    isFirstHeading = false
    return String(repeating: "#", count: level) + (line.isEmpty ? "" : " " + line)
  }

  private mutating func nested(_ nodes: [MarkdownNode], isTight: Bool = false) -> String {
    depth += 1
    defer { depth -= 1 }
    return blocks(nodes, isTight: isTight)
  }

  private func quote(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> " + $0 }
      .joined(separator: "\n")
  }

  private func fenced(_ code: MarkdownNode.CodeBlock) -> String {
    let lines = code.text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let text = lines.hasSuffix("\n") ? String(lines.dropLast()) : lines
    let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
    let info = code.info.filter { $0 != "`" && !$0.isNewline }
    return [fence + info, text, fence].joined(separator: "\n")
  }

  /// HTML on its own; for Markdown it ends at an empty line.
  private mutating func blockHTML(_ text: String) -> String {
    let cleaned = HTMLDollars.shielded(html.clean(links.changed(inHTML: text))).trimmingLineEnd
    guard cleaned.contains(where: { !$0.isWhitespace }) else { return "" }
    if cleaned.hasPrefix("<pre") { return cleaned }
    let lines = cleaned.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
    let joined = lines.joined(separator: "\n").trimmingBlanks
    // The rest after removing comments and the like may be Markdown.
    return HTMLParts.beginsBlock(joined) ? joined : "<div></div>" + joined
  }

  // MARK: Lists

  private mutating func list(_ node: MarkdownNode, _ list: MarkdownNode.List) -> String {
    var items: [String] = []
    for (index, child) in node.children.enumerated() {
      let mark = list.start.map { "\($0 + index). " } ?? "- "
      items.append(item(nested(child.children, isTight: list.isTight), child, mark: mark))
    }
    return items.joined(separator: list.isTight ? "\n" : "\n\n")
  }

  private func item(_ text: String, _ node: MarkdownNode, mark: String) -> String {
    var opening = mark
    if case .item(let isDone?) = node.kind { opening += isDone ? "[x] " : "[ ] " }
    let margin = String(repeating: " ", count: mark.count)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.dropFirst().map { $0.isEmpty ? "" : margin + $0 }
    return ([(opening + lines[0]).trimmingBlanksAtEnd] + rest).joined(separator: "\n")
  }

  // MARK: Footnotes

  /// - Parameter places: The number of references to each footnote.
  private mutating func list(of notes: [MarkdownNode], places: [Int: Int]) -> String {
    var items: [String] = []
    for (index, note) in notes.enumerated() {
      let number = index + 1
      let ways = (1...max(1, places[number] ?? 1)).map { place in
        "[↩\(place == 1 ? "" : "<sup>\(place)</sup>")](#\(referenceID(number, place)))"
      }
      let text = nested(note.children)
      let anchor = "<a id=\"\(id("fn", number))\"></a>"
      let isPlain = (note.children.first?.isParagraph ?? true, note.children.last?.isParagraph ?? true)
      let whole =
        anchor + (isPlain.0 ? "" : "\n\n") + text + (isPlain.1 ? " " : "\n\n") + ways.joined(separator: " ")
      items.append(item(whole, note, mark: "\(number). "))
    }
    return items.joined(separator: "\n\n")
  }

  /// The anchor of a reference to a footnote.
  func referenceID(_ number: Int, _ place: Int) -> String {
    id("fnref", number) + (place == 1 ? "" : ".\(place)")
  }

  /// The same ids as on HTML pages.
  func id(_ kind: String, _ number: Int) -> String {
    (notesNumber == 1 ? kind : "\(kind).\(notesNumber)") + ".\(number)"
  }

  // MARK: Tables

  private mutating func table(_ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment]) -> String {
    var lines: [String] = []
    for row in node.children {
      lines.append(line(row))
      if case .tableRow(isHeader: true) = row.kind {
        lines.append("| " + alignments.map(\.mark).joined(separator: " | ") + " |")
      }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func line(_ row: MarkdownNode) -> String {
    var cells: [String] = []
    for cell in row.children {
      var context = InlineContext(cell.children)
      (context.isOneLine, context.isInTable) = (true, true)
      cells.append(inlines(cell.children, context).trimmingBlanks)
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }
}

extension MarkdownNode {
  /// The number of references to each footnote. The text of an image is not shown, so it is not counted.
  fileprivate var footnotePlaces: [Int: Int] {
    var places: [Int: Int] = [:]
    countFootnotes(&places)
    return places
  }

  private func countFootnotes(_ places: inout [Int: Int]) {
    if case .image = kind { return }
    if case .footnoteReference(let number) = kind { places[number, default: 0] += 1 }
    for child in children { child.countFootnotes(&places) }
  }

  fileprivate var isParagraph: Bool { kind == .paragraph }

  fileprivate var isList: Bool { if case .list = kind { true } else { false } }

  /// Whether Markdown recognizes the block on the line directly after a paragraph.
  fileprivate var mayFollowParagraph: Bool {
    switch kind {
    case .list(let list): list.start == nil || list.start == 1
    case .code, .quote, .heading: true
    default: false
    }
  }
}

extension MarkdownNode.Alignment {
  /// The delimiter below the head of a column.
  fileprivate var mark: String {
    switch self {
    case .none: "---"
    case .left: ":--"
    case .center: ":-:"
    case .right: "--:"
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String { String(trimmingBlanksAtEnd.drop { $0 == " " || $0 == "\t" }) }

  fileprivate var trimmingBlanksAtEnd: String {
    var text = self
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
