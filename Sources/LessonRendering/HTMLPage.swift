import LessonCore
import LessonDisplay
import LessonDocument
import LessonMarkup
import LessonPlots
import LessonSite
import LessonWords

/// A lesson as a self-contained HTML page.
struct HTMLPage {
  private let lesson: Lesson
  private let results: LessonResults
  private let machine: String?
  private let place: PagePlace
  private let language: Language
  private let words: PageWords
  private let plotWords: PlotWords
  private let title: String
  /// Names of blocks and figures that are anchors on the page, except for names that are a heading's anchor.
  private let blockIDs: Set<String>
  private let figures: Figures
  private let highlight: (String) -> SyntaxHighlighting
  /// Whether the lesson is part of a book.
  private let isChapter: Bool
  private let elements: ResultElements

  init(
    _ lesson: Lesson, _ transcript: Transcript, on machine: String?, at place: PagePlace,
    isChapter: Bool = false, highlight: @escaping (String) -> SyntaxHighlighting
  ) {
    self.lesson = lesson.explaining
    self.machine = machine
    self.place = place
    self.isChapter = isChapter
    self.highlight = PageHighlighter(highlight).highlighting(of:)
    results = LessonResults(lesson, transcript)
    language = Language(lesson.language)
    words = PageWords(language)
    plotWords = PlotWords(language)
    elements = ResultElements(words: words, plotWords: plotWords, isChapter: isChapter)
    title = lesson.title(transcript)
    figures = Figures(lesson, results, words, isNumberedLater: isChapter)
    blockIDs = Set(lesson.blocks.compactMap(\.options.id) + figures.anchors)
      .subtracting(LessonText(lesson, transcript).anchors)
  }

  /// The page.
  var text: String {
    let facts = PageFacts(lesson, at: place, words)
    let ways = LessonWays(lesson, on: machine, place.identity, words)
    let belowTitle =
      ways.line == .empty ? facts.element : Element.group([facts.element, "\n", ways.line])
    var prose = renderer(belowTitle: belowTitle)
    let article = Element.tag("article")["\n"][.raw(prose.document(lesson.document))]["\n"]
    let frame = PageFrame(place, headings: prose.headings)
    let isTitled = prose.headings.first?.level == 1
    let parts = [
      frame.lag, isTitled ? .empty : heading, isTitled ? .empty : belowTitle, article, frame.pager,
      SiteFooter(place.identity, words).element(forPageOf: lesson.path), frame.resume,
    ]
    let main = Element.tag("main", ["id": PageFrame.mainID])["\n"][lines(parts)]
    let page = Element.tag("div", ["class": "page"])["\n"][lines([frame.lessons, frame.sections, main])]
    return HTMLDocument(
      language: language, title: title, description: lesson.frontMatter.description,
      identity: place.identity, kind: .article, address: frame.address, links: frame.links,
      drawnInFormulas: prose.drawnInFormulas,
      body: frame.head + [page, ways.command, frame.keys, frame.codeStrip, facts.copyButton]
    ).text
  }

  /// The lesson as a part of a book.
  var chapter: BookChapter {
    var prose = renderer()
    let article = prose.document(lesson.document)
    let isTitled = prose.headings.first?.level == 1
    let plain = PlainProse(expression: results.value(ofExpression:))
    return BookChapter(
      title: title, html: isTitled ? article : heading.markup + "\n" + article,
      headings: prose.headings.map { .init(level: $0.level, text: $0.text, anchor: $0.anchor) },
      figures: figures.all.map { figure in
        BookChapter.Figure(
          isTable: figure.isTable, text: plain.text(of: MarkdownNode(.paragraph, children: figure.caption)),
          anchor: captionID(of: figure))
      },
      drawnInFormulas: String(String.UnicodeScalarView(prose.drawnInFormulas.sorted())))
  }

  /// The results of a block as the page shows them; empty if it shows none.
  func results(ofBlock index: Int) -> String {
    var prose = renderer()
    return results(ofBlock: index, &prose).markup
  }

  /// The results of a block without its caption.
  func resultsAlone(ofBlock index: Int) -> String {
    var prose = renderer()
    var elements: [Element] = []
    for part in results.parts(ofBlock: index) { elements.append(self.elements.element(part, &prose)) }
    return group(elements, .empty, of: lesson.blocks[index]).markup
  }

  private func renderer(belowTitle: Element = .empty) -> ProseRenderer {
    ProseRenderer(
      results: .init(
        block: block, expression: results.value(ofExpression:), belowTitle: belowTitle,
        caption: caption(of:), reference: figures.name(ofLinkTo:), hint: meaning(ofLinkTo:),
        numbers: plotWords.numbers),
      words: words,
      boundSpaces: BoundSpaces(language),
      quotes: place.identity.keepsStraightQuotes ? nil : TypographicQuotes(language),
      direction: language.direction, takenIDs: blockIDs)
  }

  /// The meaning of the term to which a link leads.
  private func meaning(ofLinkTo address: String) -> String? {
    GlossaryText.anchor(of: address, GlossaryText.opening(from: lesson.name)).flatMap { place.terms[$0] }
  }

  /// Contains a point, so that it differs from the ids of headings and blocks.
  private func captionID(of figure: Figures.Figure) -> String {
    switch figure.part.place {
    case .block(let index): "caption.\(index + 1)"
    case .text(let index): "caption.text.\(index + 1)"
    }
  }

  /// A title for a text that does not begin with a heading.
  private var heading: Element { .tag("h1")[.text(title)] }

  private func lines(_ parts: [Element]) -> [Element] {
    parts.filter { $0 != .empty }.flatMap { [$0, "\n"] }
  }

  // MARK: Blocks

  private func block(_ index: Int, _ prose: inout ProseRenderer) -> Element {
    let block = lesson.blocks[index]
    ReaderStage.drawing.begin(line: block.fence.lowerBound.line)
    guard block.options.showsCode else { return .empty }
    let results = results(ofBlock: index, &prose)
    let parts = [
      exercise(of: block), outcome(of: block), code(of: block), results, verdict(of: block),
    ]
    return .tag(
      "section",
      [
        "class": block.options.isCopied ? "block" : "block apart",
        "id": ownID(block.options.id),
      ])["\n"][lines(parts)]
  }

  private func results(ofBlock index: Int, _ prose: inout ProseRenderer) -> Element {
    let block = lesson.blocks[index]
    var results: [Element] = []
    for part in self.results.parts(ofBlock: index) { results.append(elements.element(part, &prose)) }
    return group(results, caption(of: block, &prose), of: block)
  }

  /// The name as an id, if no heading has it.
  private func ownID(_ name: String?) -> String? { name.flatMap { blockIDs.contains($0) ? $0 : nil } }

  private func caption(of block: Block, _ prose: inout ProseRenderer) -> Element {
    guard let figure = figures[.block(block.index)] else { return .empty }
    return .tag("figcaption", ["id": isChapter ? captionID(of: figure) : nil])[
      .raw(prose.markup(ofInlines: figure.caption))]
  }

  /// The caption of an image or a table in the text.
  private func caption(of figure: MarkdownNode.Figure) -> ProseRenderer.Caption? {
    figures[.text(figure.index)].map {
      .init(inlines: $0.caption, anchor: ownID($0.anchor), id: isChapter ? captionID(of: $0) : nil)
    }
  }

  /// The expected outcome of a block, if that is not success.
  private func outcome(of block: Block) -> Element {
    switch block.options.execution {
    case .fails: .tag("p", ["class": "outcome"])[.text(words.fails)]
    case .crashes: .tag("p", ["class": "outcome"])[.text(words.crashes)]
    case .runs, .compilesOnly, .skipped, .attempted: .empty
    }
  }

  /// The number of an exercise, above its starter.
  private func exercise(of block: Block) -> Element {
    guard let number = lesson.outline.number(ofExercise: block) else { return .empty }
    return .tag("p", ["class": "exercise"])[.text(words.exercise("\(number)"))]
  }

  /// Below a check. There is no page if it does not pass.
  private func verdict(of block: Block) -> Element {
    block.options.isCheck ? .tag("p", ["class": "verdict"])[.text(words.passes)] : .empty
  }

  private func code(of block: Block) -> Element {
    let code = CodeRenderer.element(block.code, language: "swift", highlight: highlight)
    guard block.options.isFolded else { return code }
    return .tag("details", ["class": "code"])[
      .tag("summary")[.text(words.setUp("\(block.lines.count)"))], code]
  }

  /// The results of a block, as a figure if they have a caption.
  private func group(_ results: [Element], _ caption: Element, of block: Block) -> Element {
    guard caption == .empty else {
      return .tag("figure", ["class": "results", "id": ownID(figures[.block(block.index)]?.anchor)])[
        "\n"][lines(results + [caption])]
    }
    guard !results.isEmpty else { return .empty }
    return .tag("div", ["class": "results", "role": "group", "aria-label": words.result])[
      "\n"][lines(results)]
  }
}
