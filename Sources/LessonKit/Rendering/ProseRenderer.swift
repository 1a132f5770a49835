/// Makes HTML of Markdown.
struct ProseRenderer {
  /// What stands in the place of a lesson's blocks and expressions.
  struct Results {
    /// What the reader sees of a block.
    var block: (Int, inout ProseRenderer) -> Element
    /// The value of an expression, as text.
    var expression: (Int) -> String
  }

  private let results: Results?
  /// What is said beside the author's text; `nil` in fragments, which say nothing.
  private let words: PageWords?
  private let shortWords: ShortWords?
  /// The headings so far, in the order of the page.
  private(set) var headings: [PageHeading] = []
  private var anchors: HeadingAnchors
  private var html = RawHTML()
  private let marks = PageMarks()
  /// How many places refer to each footnote so far.
  private var references: [Int: Int] = [:]
  /// How many documents the page holds so far: printed Markdown has footnotes of its own.
  private var documents = 0
  /// The number of the document whose footnotes are meant.
  private var notesNumber = 0

  /// A renderer for one page.
  ///
  /// - Parameters:
  ///   - results: What blocks and expressions gave; `nil` for Markdown that is not a lesson.
  ///   - words: What is said beside the author's text, in the language of the page.
  ///   - shortWords: Those of the author's text after which no line may end.
  ///   - taken: Ids that are already in use on the page.
  init(
    results: Results? = nil, words: PageWords? = nil, shortWords: ShortWords? = nil,
    takenIDs taken: Set<String> = []
  ) {
    self.results = results
    self.words = words
    self.shortWords = shortWords
    anchors = HeadingAnchors(taken: taken)
  }

  /// The whole document.
  mutating func document(_ document: MarkdownNode) -> [Element] {
    let outer = (notesNumber, references)
    documents += 1
    notesNumber = documents
    references = [:]
    defer { (notesNumber, references) = outer }
    let footnotes = document.children.filter(\.isFootnote)
    var elements = blocks(document.children.filter { !$0.isFootnote })
    if !footnotes.isEmpty { elements += ["\n", notes(footnotes)] }
    return elements
  }

  // MARK: Blocks

  /// Blocks on lines of their own; what raw HTML among them leaves open is closed after the last.
  private mutating func blocks(_ nodes: [MarkdownNode]) -> [Element] {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    var elements: [Element] = []
    for node in nodes {
      let element = block(node)
      guard element != .empty else { continue }
      if !elements.isEmpty { elements.append("\n") }
      elements.append(element)
    }
    if html.isOpen { elements.append(.raw(html.closeAll())) }
    return elements
  }

  private mutating func block(_ node: MarkdownNode) -> Element {
    switch node.kind {
    case .paragraph: .tag("p")[inlines(node.children)]
    case .heading(let level): heading(node, level)
    case .quote: .tag("blockquote")[padded(blocks(node.children))]
    case .alert(let alert): self.alert(node, alert)
    case .list(let style): list(node, style)
    case .code(let code): self.code(code)
    case .lessonBlock(let index): results?.block(index, &self) ?? .empty
    case .html(let text): .raw(html.clean(text.trimmingLineEnd))
    case .formula(let formula): .tag("p")[formula.element]
    case .rule: .tag("hr")
    case .table(let alignments): table(node, alignments)
    default: .group(inlines([node]))
    }
  }

  private func padded(_ elements: [Element]) -> [Element] { ["\n"] + elements + ["\n"] }

  private mutating func heading(_ node: MarkdownNode, _ level: Int) -> Element {
    let anchor = anchors.anchor(for: anchorText(of: node))
    headings.append(PageHeading(level: level, text: text(of: node), anchor: anchor))
    let link = Element.tag(
      "a",
      ["class": "anchor", "href": "#" + SafeURL.encoded(anchor), "aria-hidden": "true", "tabindex": "-1"])
    return .tag("h\(level)", ["id": anchor])[inlines(node.children)][link]
  }

  private mutating func alert(_ node: MarkdownNode, _ alert: MarkdownNode.Alert) -> Element {
    let title = Element.tag("p", ["class": "title"])[.text((words ?? .english).title(of: alert))]
    return .tag("div", ["class": "alert \(alert.rawValue)", "role": "note"])[
      "\n", title][padded(blocks(node.children))]
  }

  private mutating func list(_ node: MarkdownNode, _ style: MarkdownNode.List) -> Element {
    let start = style.start.flatMap { $0 == 1 ? nil : String($0) }
    let list = Element.tag(style.start == nil ? "ul" : "ol", ["start": start])
    let items = node.children.flatMap { child -> [Element] in [item(child, isTight: style.isTight), "\n"] }
    return list["\n"][items]
  }

  private mutating func item(_ node: MarkdownNode, isTight: Bool) -> Element {
    guard case .item(let isDone) = node.kind else { return block(node) }
    var children: [Element]
    if isTight {
      children = tightBlocks(node.children)
    } else {
      children = padded(blocks(node.children))
    }
    guard let isDone else { return .tag("li")[children] }
    let box = Element.tag(
      "input",
      [
        "type": "checkbox", "disabled": "", "checked": isDone ? "" : nil,
        "aria-label": words.map { isDone ? $0.done : $0.toDo },
      ])
    children.insert(contentsOf: [box, " "], at: isTight ? 0 : min(1, children.count))
    return .tag("li", ["class": "task"])[children]
  }

  /// The blocks of an item that is not set apart: its paragraphs are plain text.
  private mutating func tightBlocks(_ nodes: [MarkdownNode]) -> [Element] {
    var elements: [Element] = []
    for (index, node) in nodes.enumerated() {
      if index > 0 { elements.append("\n") }
      if case .paragraph = node.kind {
        elements += inlines(node.children)
      } else {
        elements += blocks([node])
      }
    }
    return elements
  }

  private func code(_ code: MarkdownNode.CodeBlock) -> Element {
    CodeRenderer.element(
      code.text, language: code.language.isEmpty ? nil : code.language, marks: marks.marks)
  }

  // MARK: Tables

  private mutating func table(_ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment]) -> Element {
    var head: [Element] = []
    var body: [Element] = []
    for row in node.children {
      let isHeader = row.kind == .tableRow(isHeader: true)
      let cells = zip(row.children, alignments).map { cell, alignment in
        Element.tag(isHeader && !cell.children.isEmpty ? "th" : "td", ["class": alignment.className])[
          inlines(cell.children)]
      }
      if isHeader { head += ["\n", .tag("tr")[cells]] } else { body += ["\n", .tag("tr")[cells]] }
    }
    var parts = ["\n", Element.tag("thead")[head]["\n"]]
    if !body.isEmpty { parts += ["\n", .tag("tbody")[body]["\n"]] }
    return .tag("div", ["class": "table"])[.tag("table")[parts]["\n"]]
  }

  // MARK: Footnotes

  private mutating func notes(_ footnotes: [MarkdownNode]) -> Element {
    let items = footnotes.flatMap { node -> [Element] in
      guard case .footnote(let number) = node.kind else { return [] }
      let back = Element.tag(
        "a",
        ["href": "#" + id("fnref", number), "class": "back", "aria-label": words?.backToText ?? "\(number)"])[
          "↩"]
      return [.tag("li", ["id": id("fn", number)])[padded(blocks(node.children))][back], "\n"]
    }
    return .tag("section", ["class": "footnotes", "role": "doc-endnotes"])[
      "\n", .tag("ol")["\n"][items], "\n"]
  }

  private mutating func reference(_ number: Int) -> Element {
    references[number, default: 0] += 1
    let count = references[number] ?? 1
    let anchor = id("fnref", number) + (count == 1 ? "" : ".\(count)")
    let link = Element.tag("a", ["id": anchor, "href": "#" + id("fn", number)])[.text("\(number)")]
    return .tag("sup", ["class": "reference"])[link]
  }

  /// Neither headings nor blocks have a point in their ids.
  private func id(_ kind: String, _ number: Int) -> String {
    (notesNumber == 1 ? kind : "\(kind).\(notesNumber)") + ".\(number)"
  }
}

// MARK: - Inlines

extension ProseRenderer {
  /// Inlines; what raw HTML among them leaves open is closed after the last.
  private mutating func inlines(_ nodes: [MarkdownNode]) -> [Element] {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    var elements = (shortWords?.bound(nodes) ?? nodes).keepingFormulasWhole.map { group in
      let parts = group.map { inline($0) }
      return parts.count == 1 ? parts[0] : .tag("span", ["class": "whole"])[parts]
    }
    if html.isOpen { elements.append(.raw(html.closeAll())) }
    return elements
  }

  private mutating func inline(_ node: MarkdownNode) -> Element {
    switch node.kind {
    case .text(let text): .text(text)
    case .softBreak: "\n"
    case .lineBreak: .group([.tag("br"), "\n"])
    case .codeSpan(let code): .tag("code")[.text(code)]
    case .lessonExpression(let index): .text(results?.expression(index) ?? "")
    case .formula(let formula): formula.element
    case .inlineHTML(let text): .raw(html.clean(text))
    case .emphasis: .tag("em")[inlines(node.children)]
    case .strong: .tag("strong")[inlines(node.children)]
    case .strikethrough: .tag("del")[inlines(node.children)]
    case .link(let url, let title): link(node, url, title)
    case .image(let url, let title): image(node, url, title)
    case .footnoteReference(let number): reference(number)
    default: block(node)
    }
  }

  private mutating func link(_ node: MarkdownNode, _ url: String, _ title: String) -> Element {
    let address = SafeURL.checked(url, for: .link).map { SafeURL.encoded(SafeURL.pageAddress($0)) }
    return .tag("a", ["href": address, "title": title.isEmpty ? nil : title])[inlines(node.children)]
  }

  private func image(_ node: MarkdownNode, _ url: String, _ title: String) -> Element {
    let address = SafeURL.checked(url, for: .image).map(SafeURL.encoded)
    return .tag("img", ["src": address, "alt": text(of: node), "title": title.isEmpty ? nil : title])
  }

  /// What a reader reads of a node, without its markup.
  func text(of node: MarkdownNode) -> String { text(of: node, formula: \.plainText) }

  /// The text of a heading that its anchor is made of; GitHub has formulas there as they are written.
  func anchorText(of node: MarkdownNode) -> String { text(of: node, formula: \.tex) }

  private func text(of node: MarkdownNode, formula: (Formula) -> String) -> String {
    switch node.kind {
    case .text(let text), .codeSpan(let text): text
    case .lessonExpression(let index): results?.expression(index) ?? ""
    case .formula(let it): formula(it)
    case .softBreak, .lineBreak: " "
    default: node.children.map { text(of: $0, formula: formula) }.joined()
    }
  }
}

extension MarkdownNode {
  fileprivate var isFootnote: Bool { if case .footnote = kind { true } else { false } }
}

extension String {
  /// Without the line ends after it.
  var trimmingLineEnd: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}

extension MarkdownNode.Alignment {
  fileprivate var className: String? {
    switch self {
    case .none: nil
    case .left: "left"
    case .center: "center"
    case .right: "right"
    }
  }
}
