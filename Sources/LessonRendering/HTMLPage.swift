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
  /// Whether the lesson is part of a book: on paper, each plot has one size, and sliders show one value.
  private let isChapter: Bool

  init(
    _ lesson: Lesson, _ transcript: Transcript, on machine: String?, at place: PagePlace,
    isChapter: Bool = false, highlight: @escaping (String) -> SyntaxHighlighting
  ) {
    self.lesson = lesson
    self.machine = machine
    self.place = place
    self.isChapter = isChapter
    self.highlight = PageHighlighter(highlight).highlighting(of:)
    results = LessonResults(lesson, transcript)
    language = Language(lesson.language)
    words = PageWords(language)
    plotWords = PlotWords(language)
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
      figures: lesson.blocks.compactMap { block in
        figures.caption(ofBlock: block.index).map { caption in
          BookChapter.Figure(
            isTable: results.isTable(ofBlock: block.index),
            text: plain.text(of: MarkdownNode(.paragraph, children: caption)), anchor: captionID(of: block))
        }
      },
      drawnInFormulas: String(String.UnicodeScalarView(prose.drawnInFormulas.sorted())))
  }

  private func renderer(belowTitle: Element = .empty) -> ProseRenderer {
    ProseRenderer(
      results: .init(
        block: block, expression: results.value(ofExpression:), belowTitle: belowTitle,
        reference: figures.label(ofLinkTo:), hint: meaning(ofLinkTo:), numbers: plotWords.numbers),
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
  private func captionID(of block: Block) -> String { "caption.\(block.index + 1)" }

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
    var results: [Element] = []
    for part in self.results.parts(ofBlock: index) { results.append(element(part, &prose)) }
    let parts = [
      exercise(of: block), outcome(of: block), code(of: block),
      group(results, caption(of: block, &prose), of: block), verdict(of: block),
    ]
    return .tag(
      "section",
      [
        "class": block.options.isCopied ? "block" : "block apart",
        "id": ownID(block.options.id),
      ])["\n"][lines(parts)]
  }

  /// The name as an id, if no heading has it.
  private func ownID(_ name: String?) -> String? { name.flatMap { blockIDs.contains($0) ? $0 : nil } }

  private func caption(of block: Block, _ prose: inout ProseRenderer) -> Element {
    guard let caption = figures.caption(ofBlock: block.index) else { return .empty }
    return .tag("figcaption", ["id": isChapter ? captionID(of: block) : nil])[
      .raw(prose.markup(ofInlines: caption))]
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
      return .tag("figure", ["class": "results", "id": ownID(figures.anchor(ofBlock: block.index))])[
        "\n"][lines(results + [caption])]
    }
    guard !results.isEmpty else { return .empty }
    return .tag("div", ["class": "results", "role": "group", "aria-label": words.result])[
      "\n"][lines(results)]
  }

  private func element(_ part: LessonResults.Part, _ prose: inout ProseRenderer) -> Element {
    switch part {
    case .passed(let text):
      if let document = try? MarkdownReader.read(SourceText(text)) {
        return .tag("div", ["class": "passed"])["\n"][.raw(prose.document(document))]["\n"]
      }
      return output(text, "printed")
    case .printed(let text): return output(text, "printed")
    case .value(let text): return output(text, "value")
    case .message(let text): return output(text, "message")
    case .table(let table): return self.table(table)
    case .plot(let plot, let name):
      return isChapter ? figure(plot, name).onPaper : figure(plot, name).element()
    case .frames(let frames): return self.frames(frames, &prose)
    }
  }

  private func frames(_ frames: FramedResults, _ prose: inout ProseRenderer) -> Element {
    let element = FramesElement(results: frames, words: words, numbers: plotWords.numbers)
    if isChapter { return element.still { self.element($0, &prose) } }
    return element.element { part in
      if case .plot(let plot, let name) = part {
        return frames.isDetailed ? figure(plot, name).element(hints: false) : figure(plot, name).light
      }
      return self.element(part, &prose)
    }
  }

  private func figure(_ plot: any Drawable, _ name: String) -> PlotFigure {
    PlotFigure(plot: plot, name: name, words: words, plotWords: plotWords)
  }

  // MARK: Output

  private func output(_ text: String, _ kind: String) -> Element {
    let lines = PrintedText.lines(text)
    let shown = LongResult.shown(of: lines.count)
    guard shown < lines.count else { return output(lines[...], kind) }
    return .group([
      output(lines[..<shown], kind), "\n", fold(output(lines[shown...], kind), lines.count - shown),
    ])
  }

  private func table(_ table: Table) -> Element {
    func element(_ table: Table) -> Element {
      .tag("div", ["class": "result table values"])[table.html(in: plotWords.numbers)]
    }
    let (beginning, rest) = table.folded
    guard let rest else { return element(table) }
    return .group([element(beginning), "\n", fold(element(rest), rest.rows.count)])
  }

  /// The collapsed rest of a long result; `count` is its number of lines or rows.
  private func fold(_ rest: Element, _ count: Int) -> Element {
    .tag("details", ["class": "more"])[.tag("summary")[.text(words.rest(count))], rest]
  }

  private func output(_ lines: ArraySlice<String>, _ kind: String) -> Element {
    .tag("pre", ["class": "result \(kind)", "dir": "auto"])[
      .tag("samp")[Array(lines.map { [Element.code($0)] }.joined(separator: ["\n"]))]]
  }
}
