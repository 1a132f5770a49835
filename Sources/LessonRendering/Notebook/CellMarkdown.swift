import Formulas
import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// Writes Markdown for the cells of a notebook.
///
/// To Jupyter each cell is a document of its own, and its Markdown is not quite GitHub's. So cells are written from what the
/// lesson's Markdown means: links with their addresses, footnotes as a list, remarks as quotes with a title, formulas and
/// dollar signs as MathJax takes them.
struct CellMarkdown {
  /// The value of an expression, as text.
  let expression: (Int) -> String
  private let words: PageWords
  let links: NotebookLinks
  /// What makes the text of headings.
  private let renderer: ProseRenderer
  private var anchors: HeadingAnchors
  /// Whether the next heading is the lesson's first, and is reached by its text.
  private var isFirstHeading: Bool
  /// HTML that is open among the blocks.
  private var html = RawHTML()
  /// How many lists and quotes are around.
  private var depth = 0
  /// How many places refer to each footnote so far.
  var references: [Int: Int] = [:]
  /// How many documents there were so far: printed Markdown has footnotes of its own.
  private var documents = 1
  private var notesNumber = 1

  init(expression: @escaping (Int) -> String, words: PageWords, links: NotebookLinks) {
    self.expression = expression
    self.words = words
    self.links = links
    renderer = ProseRenderer(results: .init(block: { _, _ in .empty }, expression: expression))
    anchors = HeadingAnchors(taken: links.blockIDs)
    isFirstHeading = links.reachFirstHeading
  }

  /// A part of the lesson, as the text of a cell; empty when nothing of it is seen.
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

  /// What a reader reads of a node, without its markup.
  func plainText(of node: MarkdownNode) -> String { renderer.text(of: node) }

  /// A title of plain text.
  func heading(_ title: String) -> String {
    let line = PrintedText.lines(title, isProse: true).joined(separator: " ")
    return "# " + CellText(line, isolatesDollars: line.dollars > 1).heading
  }

  /// The footnotes below the lesson's last cell; `nil` when there are none.
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

  /// Blocks with what stands between them.
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
        // Two lists beside each other would be one.
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
    case .alert(let alert):
      let parts = ["**\(words.title(of: alert))**", nested(node.children)].filter { !$0.isEmpty }
      return quote(parts.joined(separator: "\n\n"))
    case .list(let list): return self.list(node, list)
    case .code(let code): return fenced(code)
    case .html(let text): return blockHTML(text)
    case .formula(let formula): return CellFormula(formula).block(isNested: depth > 0)
    case .rule: return "***"
    case .table(let alignments): return table(node, alignments)
    case .lessonBlock: return ""
    default: return paragraph([node])
    }
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
    // What would be the end of the line's own mark.
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

  /// HTML that stands by itself, which for Markdown ends at an empty line.
  private mutating func blockHTML(_ text: String) -> String {
    let cleaned = HTMLDollars.shielded(html.clean(links.changed(inHTML: text))).trimmingLineEnd
    guard cleaned.contains(where: { !$0.isWhitespace }) else { return "" }
    if cleaned.hasPrefix("<pre") { return cleaned }
    let lines = cleaned.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
    let joined = lines.joined(separator: "\n").trimmingBlanks
    // What is left without comments and such may be Markdown.
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

  /// - Parameter places: How many places refer to each footnote.
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

  /// The anchor of a place that refers to a footnote.
  func referenceID(_ number: Int, _ place: Int) -> String {
    id("fnref", number) + (place == 1 ? "" : ".\(place)")
  }

  /// The same names as on pages.
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
  /// How many places refer to each footnote; what stands in the text of a picture is not shown.
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

  /// Whether Markdown takes it for what it is in the line after a paragraph's.
  fileprivate var mayFollowParagraph: Bool {
    switch kind {
    case .list(let list): list.start == nil || list.start == 1
    case .code, .quote, .heading: true
    default: false
    }
  }
}

extension MarkdownNode.Alignment {
  /// What stands below the head of a column.
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
