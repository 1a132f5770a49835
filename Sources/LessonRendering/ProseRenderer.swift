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
    /// The caption of an image or a table, with its label.
    var caption: (MarkdownNode.Figure) -> Caption? = { _ in nil }
    /// The text of a link that has none, by its address.
    var reference: (String) -> String? = { _ in nil }
    /// What readers see at a link that has no title of its own, by its address.
    var hint: (String) -> String? = { _ in nil }
    /// How values that are numbers are written; `nil` for the style of programs.
    var numbers: NumberStyle?
  }

  /// The caption of an image or a table, as the page has it.
  struct Caption {
    let inlines: [MarkdownNode]
    /// The anchor of the figure.
    let anchor: String?
    /// The id of the caption itself.
    let id: String?
  }

  var output = Markup()
  let results: Results?
  let plain: PlainProse
  /// Words that the page adds to the author's text; `nil` in fragments, which add none.
  let words: PageWords?
  let boundSpaces: BoundSpaces?
  let quotes: TypographicQuotes?
  /// The direction of the text; code is written from left to right in any text.
  let direction: Language.Direction
  /// Whether the current inlines are within others, of one block.
  var isInsideInlines = false
  /// The headings so far, in the order of the page.
  private(set) var headings: [PageHeading] = []
  private var anchors: HeadingAnchors
  var html = RawHTML()
  private let highlighter = PageHighlighter()
  var formulas = WrittenFormulas()
  var ids = CountedIDs()

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

  /// The characters of formulas so far.
  var drawnInFormulas: Set<Unicode.Scalar> { formulas.drawn }

  /// The markup of a whole document.
  package mutating func document(_ document: MarkdownNode) -> String {
    let outer = (output, ids.begin(document))
    output = Markup()
    defer {
      output = outer.0
      ids.end(goingOnWith: outer.1)
    }
    let footnotes = document.children.filter(\.isFootnoteText)
    blocks(footnotes.isEmpty ? document.children : document.children.filter { !$0.isFootnoteText })
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
  mutating func blocks(_ nodes: [MarkdownNode]) {
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

  mutating func padded(_ nodes: [MarkdownNode]) {
    output.raw("\n")
    blocks(nodes)
    output.raw("\n")
  }

  mutating func block(_ node: MarkdownNode) {
    switch node.kind {
    case .paragraph: paragraph(node)
    case .figure(let it): figure(node, it)
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

  private mutating func paragraph(_ node: MarkdownNode) {
    // Pages give images more room than prose.
    output.open("p", ["class": results == nil || node.picture == nil ? nil : "picture"])
    inlines(node.children)
    output.close("p")
  }

  /// An image or a table with its caption.
  private mutating func figure(_ node: MarkdownNode, _ figure: MarkdownNode.Figure) {
    guard let caption = results?.caption(figure), let content = node.children.first else {
      return blocks(node.children)
    }
    output.open("figure", ["class": "captioned", "id": caption.anchor])
    output.raw("\n")
    if figure.isTable { block(content) } else { inlines(content.children) }
    output.raw("\n")
    output.open("figcaption", ["id": caption.id])
    inlines(caption.inlines)
    output.close("figcaption")
    output.raw("\n")
    output.close("figure")
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

  private mutating func code(_ code: MarkdownNode.CodeBlock) {
    output.add(
      CodeRenderer.element(
        code.text, language: code.language.isEmpty ? nil : code.language,
        highlight: highlighter.highlighting(of:)))
  }

  /// The visible text of a node, without markup.
  package func text(of node: MarkdownNode) -> String { plain.text(of: node) }

  /// The text from which a heading's anchor is made.
  func anchorText(of node: MarkdownNode) -> String { plain.anchorText(of: node) }
}
