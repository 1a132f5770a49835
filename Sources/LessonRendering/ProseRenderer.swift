import LessonCore
import LessonDocument
import LessonMarkup
import LessonWords

/// Renders Markdown as HTML.
package struct ProseRenderer {
  /// The replacements of a lesson's blocks and expressions.
  package struct Results {
    /// The visible result of a block.
    package var block: (Int, inout ProseRenderer) -> Element
    /// The value of an expression, as text.
    var expression: (Int) -> String
    /// What stands below the first heading, if that is the title.
    var belowTitle = Element.empty
    /// The text of a link that has none, by its address.
    var reference: (String) -> String? = { _ in nil }
    /// What readers see at a link that has no title of its own, by its address.
    var hint: (String) -> String? = { _ in nil }
    /// How values that are numbers are written; `nil` for the style of programs.
    var numbers: NumberStyle?
  }

  private var output = Markup()
  private let results: Results?
  private let plain: PlainProse
  /// Words that the page adds to the author's text; `nil` in fragments, which add none.
  private let words: PageWords?
  private let boundSpaces: BoundSpaces?
  private let quotes: TypographicQuotes?
  /// The direction of the text; code is written from left to right in any text.
  private let direction: Language.Direction
  /// Whether the current inlines are within others, of one block.
  private var isInsideInlines = false
  /// The headings so far, in the order of the page.
  private(set) var headings: [PageHeading] = []
  private var anchors: HeadingAnchors
  private var html = RawHTML()
  private let highlighter = PageHighlighter()
  /// The markup of formulas so far, as a cache: texts repeat the same symbols.
  private var formulas: [WrittenFormula: String] = [:]
  /// The characters of formulas so far.
  private(set) var drawnInFormulas: Set<Unicode.Scalar> = []
  private struct WrittenFormula: Hashable {
    let text: String
    let isDisplay: Bool
  }
  /// The number of references to each footnote so far.
  private var references: [Int: Int] = [:]
  /// The total number of references to each footnote in the document, including its footnotes.
  private var allReferences: [Int: Int] = [:]
  /// The number of documents on the page so far: printed Markdown has its own footnotes.
  private var documents = 0
  /// The number of the document whose footnotes are current.
  private var notesNumber = 0

  /// A renderer for one page.
  ///
  /// - Parameters:
  ///   - results: The results of blocks and expressions; `nil` for Markdown that is not a lesson.
  ///   - words: Words that the page adds to the author's text, in the language of the page.
  ///   - boundSpaces: Spaces of the author's text at which no line ends.
  ///   - quotes: What replaces straight quotes; `nil` leaves them.
  ///   - direction: The direction of the text.
  ///   - taken: Ids that are already in use on the page.
  package init(
    results: Results? = nil, words: PageWords? = nil, boundSpaces: BoundSpaces? = nil,
    quotes: TypographicQuotes? = nil, direction: Language.Direction = .leftToRight,
    takenIDs taken: Set<String> = []
  ) {
    self.results = results
    plain = results.map { PlainProse(expression: $0.expression) } ?? PlainProse()
    self.words = words
    self.boundSpaces = boundSpaces
    self.quotes = quotes
    self.direction = direction
    anchors = HeadingAnchors(taken: taken)
  }

  /// The markup of a whole document.
  package mutating func document(_ document: MarkdownNode) -> String {
    let outer = (output, notesNumber, references, allReferences)
    documents += 1
    (output, notesNumber, references) = (Markup(), documents, [:])
    allReferences = document.footnoteReferences
    defer { (output, notesNumber, references, allReferences) = outer }
    let footnotes = document.children.filter(\.isFootnote)
    blocks(footnotes.isEmpty ? document.children : document.children.filter { !$0.isFootnote })
    if !footnotes.isEmpty {
      output.raw("\n")
      notes(footnotes)
    }
    return output.text
  }

  /// The markup of inlines.
  mutating func markup(ofInlines nodes: [MarkdownNode]) -> String {
    let outer = output
    output = Markup()
    defer { output = outer }
    inlines(nodes)
    return output.text
  }

  // MARK: Blocks

  /// Blocks on separate lines. HTML elements that they leave open are closed at the end.
  private mutating func blocks(_ nodes: [MarkdownNode]) {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    var isFirst = true
    for node in nodes {
      var result: Element?
      if case .lessonBlock(let index) = node.kind {
        result = results?.block(index, &self) ?? .empty
        guard result != .empty else { continue }
      }
      if !isFirst { output.raw("\n") }
      isFirst = false
      if let result { output.add(result) } else { block(node) }
    }
    if html.isOpen { output.raw(html.closeAll()) }
  }

  private mutating func padded(_ nodes: [MarkdownNode]) {
    output.raw("\n")
    blocks(nodes)
    output.raw("\n")
  }

  private mutating func block(_ node: MarkdownNode) {
    switch node.kind {
    case .paragraph: element("p", node.children)
    case .heading(let level): heading(node, level)
    case .quote:
      output.open("blockquote")
      padded(node.children)
      output.close("blockquote")
    case .alert(let alert): self.alert(node, alert)
    case .folded(let fold): folded(node, fold)
    case .list(let style): list(node, style)
    case .code(let code): self.code(code)
    case .html(let text): output.raw(html.clean(text.trimmingLineEnd))
    case .formula: element("p", [node])
    case .rule: output.open("hr")
    case .table(let alignments): table(node, alignments)
    default: inlines([node])
    }
  }

  private mutating func heading(_ node: MarkdownNode, _ level: Int) {
    let anchor = anchors.anchor(for: anchorText(of: node))
    let shown = quotes.map { MarkdownNode(.heading(level: level), children: $0.applied(to: node.children)) }
    headings.append(PageHeading(level: level, text: text(of: shown ?? node), anchor: anchor))
    let name = "h\(level)"
    output.open(name, ["id": anchor])
    inlines(node.children)
    output.open(
      "a",
      ["class": "anchor", "href": "#" + SafeURL.encoded(anchor), "aria-hidden": "true", "tabindex": "-1"])
    output.close("a")
    output.close(name)
    if level == 1, headings.count == 1, let below = results?.belowTitle, below != .empty {
      output.raw("\n")
      output.add(below)
    }
  }

  private mutating func alert(_ node: MarkdownNode, _ alert: MarkdownNode.Alert) {
    if alert == .hint { return details(node, "hint", (words ?? .english).hint) }
    output.open("div", ["class": "alert \(alert.rawValue)", "role": "note"])
    output.raw("\n")
    output.add(.tag("p", ["class": "title"])[.text((words ?? .english).title(of: alert))])
    padded(node.children)
    output.close("div")
  }

  private mutating func folded(_ node: MarkdownNode, _ fold: MarkdownNode.Fold) {
    details(node, fold.rawValue, (words ?? .english).title(of: fold))
  }

  private mutating func details(_ node: MarkdownNode, _ name: String, _ summary: String) {
    output.open("details", ["class": name])
    output.add(.tag("summary")[.text(summary)])
    padded(node.children)
    output.close("details")
  }

  private mutating func list(_ node: MarkdownNode, _ style: MarkdownNode.List) {
    let name = style.start == nil ? "ul" : "ol"
    output.open(name, ["start": style.start.flatMap { $0 == 1 ? nil : String($0) }])
    output.raw("\n")
    for child in node.children {
      item(child, isTight: style.isTight)
      output.raw("\n")
    }
    output.close(name)
  }

  private mutating func item(_ node: MarkdownNode, isTight: Bool) {
    guard case .item(let isDone) = node.kind else { return block(node) }
    output.open("li", ["class": isDone == nil ? nil : "task"])
    if !isTight { output.raw("\n") }
    if let isDone {
      output.open(
        "input",
        [
          "type": "checkbox", "disabled": "", "checked": isDone ? "" : nil,
          "aria-label": words.map { isDone ? $0.done : $0.toDo },
        ])
      output.raw(" ")
    }
    if isTight {
      tightBlocks(node.children)
    } else {
      blocks(node.children)
      output.raw("\n")
    }
    output.close("li")
  }

  /// The blocks of an item in a tight list: its paragraphs become plain text.
  private mutating func tightBlocks(_ nodes: [MarkdownNode]) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { output.raw("\n") }
      if case .paragraph = node.kind { inlines(node.children) } else { blocks([node]) }
    }
  }

  private mutating func code(_ code: MarkdownNode.CodeBlock) {
    output.add(
      CodeRenderer.element(
        code.text, language: code.language.isEmpty ? nil : code.language,
        highlight: highlighter.highlighting(of:)))
  }

  // MARK: Tables

  private mutating func table(_ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment]) {
    let classes = alignments.indices.map { className(ofColumn: $0, of: node, alignments[$0]) }
    output.open("div", ["class": "table"])
    output.open("table")
    output.raw("\n")
    output.open("thead")
    for row in node.children where row.isHeader { self.row(row, classes) }
    output.raw("\n")
    output.close("thead")
    if !node.children.allSatisfy(\.isHeader) {
      output.raw("\n")
      output.open("tbody")
      for row in node.children where !row.isHeader { self.row(row, classes) }
      output.raw("\n")
      output.close("tbody")
    }
    output.raw("\n")
    output.close("table")
    output.close("div")
  }

  private func className(
    ofColumn column: Int, of table: MarkdownNode, _ alignment: MarkdownNode.Alignment
  ) -> String? {
    let lengths = table.children.map { row in
      row.children.indices.contains(column) ? text(of: row.children[column]).count : 0
    }
    let names = [alignment.className, LongCells.className(longest: lengths.max() ?? 0)].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  private mutating func row(_ row: MarkdownNode, _ classes: [String?]) {
    output.raw("\n")
    output.open("tr")
    for (cell, className) in zip(row.children, classes) {
      let name = row.isHeader && !cell.children.isEmpty ? "th" : "td"
      output.open(name, ["class": className])
      inlines(cell.children)
      output.close(name)
    }
    output.close("tr")
  }

  // MARK: Footnotes

  private mutating func notes(_ footnotes: [MarkdownNode]) {
    output.open("section", ["class": "footnotes", "role": "doc-endnotes"])
    output.raw("\n")
    output.open("ol")
    output.raw("\n")
    for node in footnotes {
      guard case .footnote(let number) = node.kind else { continue }
      output.open("li", ["id": id("fn", number)])
      padded(node.children)
      for place in 1...max(1, allReferences[number] ?? 1) {
        if place > 1 { output.raw(" ") }
        output.add(wayBack(from: number, to: place))
      }
      output.close("li")
      output.raw("\n")
    }
    output.close("ol")
    output.raw("\n")
    output.close("section")
  }

  /// The link from a footnote to one of its references, counted from 1.
  private func wayBack(from number: Int, to place: Int) -> Element {
    let label = words?.backToText ?? "\(number)"
    let link = Element.tag(
      "a",
      [
        "href": "#" + referenceID(number, place), "class": "back",
        "aria-label": place == 1 ? label : "\(label) (\(place))",
      ])["↩"]
    return place == 1 ? link : link[.tag("sup")[.text("\(place)")]]
  }

  private mutating func reference(_ number: Int) {
    references[number, default: 0] += 1
    let anchor = referenceID(number, references[number] ?? 1)
    let link = Element.tag("a", ["id": anchor, "href": "#" + id("fn", number)])[.text("\(number)")]
    output.add(.tag("sup", ["class": "reference"])[link])
  }

  private func referenceID(_ number: Int, _ place: Int) -> String {
    id("fnref", number) + (place == 1 ? "" : ".\(place)")
  }

  /// Contains a point, so that it differs from the ids of headings and blocks.
  private func id(_ kind: String, _ number: Int) -> String {
    (notesNumber == 1 ? kind : "\(kind).\(notesNumber)") + ".\(number)"
  }
}

// MARK: - Inlines

extension ProseRenderer {
  /// An element with inlines in it.
  private mutating func element(_ name: String, _ nodes: [MarkdownNode]) {
    output.open(name)
    inlines(nodes)
    output.close(name)
  }

  /// Inlines. HTML elements that they leave open are closed at the end.
  private mutating func inlines(_ nodes: [MarkdownNode]) {
    let outer = html
    html = RawHTML()
    defer { html = outer }
    let isOutermost = !isInsideInlines
    isInsideInlines = true
    defer { if isOutermost { isInsideInlines = false } }
    let quoted = isOutermost ? quotes?.applied(to: nodes) ?? nodes : nodes
    let nodes = boundSpaces?.bound(quoted) ?? quoted
    if nodes.holdInlineFormula {
      for group in nodes.keepingFormulasWhole { inlines(ofGroup: group) }
    } else {
      for node in nodes { inline(node) }
    }
    if html.isOpen { output.raw(html.closeAll()) }
  }

  /// Inlines without a line break between them.
  private mutating func inlines(ofGroup nodes: [MarkdownNode]) {
    if nodes.count > 1 { output.open("span", ["class": "whole"]) }
    for node in nodes { inline(node) }
    if nodes.count > 1 { output.close("span") }
  }

  private mutating func inline(_ node: MarkdownNode) {
    switch node.kind {
    case .text(let text): output.text(text)
    case .softBreak: output.raw("\n")
    case .lineBreak: output.raw("<br>\n")
    case .codeSpan(let code):
      output.open("code", ["dir": direction == .rightToLeft ? "ltr" : nil])
      output.code(code.withVisibleDirections)
      output.close("code")
    case .lessonExpression(let index): value(results?.expression(index) ?? "")
    case .formula(let formula): self.formula(formula)
    case .citation(let citation): output.text(citation.written)
    case .inlineHTML(let text): output.raw(html.clean(text))
    case .emphasis: element("em", node.children)
    case .strong: element("strong", node.children)
    case .strikethrough: element("del", node.children)
    case .link(let url, let title): link(node, url, title)
    case .image(let url, let title): image(node, url, title)
    case .footnoteReference(let number): reference(number)
    default: block(node)
    }
  }

  /// The value of an expression. A number is written for people, and the program's own form is a hint if it differs.
  private mutating func value(_ text: String) {
    if let number = results?.numbers?.text(of: text), number != text {
      output.open("span", ["class": "number", "title": text])
      output.text(number)
      output.close("span")
    } else if direction == .rightToLeft {
      output.add(.tag("bdi")[.text(text.withVisibleDirections)])
    } else {
      output.text(text.withVisibleDirections)
    }
  }

  private mutating func formula(_ formula: Formula) {
    let key = WrittenFormula(text: formula.written, isDisplay: formula.isDisplay)
    if !formula.usesNumbers, let markup = formulas[key] { return output.raw(markup) }
    let element = formula.element
    let markup = element.markup
    drawnInFormulas.formUnion(element.drawnInFormulas)
    formulas[key] = markup
    output.raw(markup)
  }

  private mutating func link(_ node: MarkdownNode, _ url: String, _ title: String) {
    let address = SafeURL.checked(url, for: .link).map { SafeURL.encoded(SafeURL.pageAddress($0)) }
    output.open("a", ["href": address, "title": title.isEmpty ? results?.hint(url) : title])
    if node.children.isEmpty, let text = results?.reference(url) { output.text(text) }
    inlines(node.children)
    output.close("a")
  }

  private mutating func image(_ node: MarkdownNode, _ url: String, _ title: String) {
    let address = SafeURL.checked(url, for: .image).map(SafeURL.encoded(_:))
    output.open("img", ["src": address, "alt": text(of: node), "title": title.isEmpty ? nil : title])
  }

  /// The visible text of a node, without markup.
  package func text(of node: MarkdownNode) -> String { plain.text(of: node) }

  /// The text from which a heading's anchor is made.
  func anchorText(of node: MarkdownNode) -> String { plain.anchorText(of: node) }
}

extension MarkdownNode {
  /// The number of references to each footnote.
  fileprivate var footnoteReferences: [Int: Int] {
    var counts: [Int: Int] = [:]
    countReferences(&counts)
    return counts
  }

  private func countReferences(_ counts: inout [Int: Int]) {
    switch kind {
    case .footnoteReference(let number): counts[number, default: 0] += 1
    // The text of an image is not shown.
    case .image: break
    default: for child in children { child.countReferences(&counts) }
    }
  }

  fileprivate var isFootnote: Bool { if case .footnote = kind { true } else { false } }

  fileprivate var isHeader: Bool { if case .tableRow(isHeader: true) = kind { true } else { false } }
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
