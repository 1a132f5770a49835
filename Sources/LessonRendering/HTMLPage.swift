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

  init(
    _ lesson: Lesson, _ transcript: Transcript, on machine: String?, at place: PagePlace,
    highlight: @escaping (String) -> SyntaxHighlighting
  ) {
    self.lesson = lesson
    self.machine = machine
    self.place = place
    self.highlight = PageHighlighter(highlight).highlighting(of:)
    results = LessonResults(lesson, transcript)
    language = Language(lesson.language)
    words = PageWords(language)
    plotWords = PlotWords(language)
    title = lesson.title(transcript)
    figures = Figures(lesson, results, words)
    blockIDs = Set(lesson.blocks.compactMap(\.options.id) + figures.anchors)
      .subtracting(LessonText(lesson, transcript).anchors)
  }

  /// The page.
  var text: String {
    let facts = PageFacts(lesson, at: place, words)
    let ways = LessonWays(lesson, on: machine, place.identity, words)
    let belowTitle =
      ways.line == .empty ? facts.element : Element.group([facts.element, "\n", ways.line])
    var prose = ProseRenderer(
      results: .init(
        block: block, expression: results.value(ofExpression:), belowTitle: belowTitle,
        reference: figures.label(ofLinkTo:), hint: meaning(ofLinkTo:), numbers: plotWords.numbers),
      words: words,
      shortWords: ShortWords(language),
      quotes: place.identity.keepsStraightQuotes ? nil : TypographicQuotes(language),
      direction: language.direction, takenIDs: blockIDs)
    let article = Element.tag("article")["\n"][.raw(prose.document(lesson.document))]["\n"]
    let frame = PageFrame(place, headings: prose.headings)
    let isTitled = prose.headings.first?.level == 1
    let parts = [
      frame.lag, isTitled ? .empty : heading, isTitled ? .empty : belowTitle, article, frame.pager,
      SiteFooter(place.identity, words).element(forPageOf: lesson.path), frame.resume,
    ]
    let main = Element.tag("main", ["id": PageFrame.mainID])["\n"][lines(parts)]
    let page = Element.tag("div", ["class": "page"])["\n"][lines([frame.lessons, main, frame.sections])]
    return HTMLDocument(
      language: language, title: title, description: lesson.frontMatter.description,
      identity: place.identity, kind: .article, address: frame.address, links: frame.links,
      drawnInFormulas: prose.drawnInFormulas,
      body: frame.head + [page, ways.command, frame.keys, frame.codeStrip, facts.copyButton]
    ).text
  }

  /// The meaning of the term to which a link leads.
  private func meaning(ofLinkTo address: String) -> String? {
    GlossaryText.anchor(of: address, GlossaryText.opening(from: lesson.name)).flatMap { place.terms[$0] }
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
    return .tag("figcaption")[.raw(prose.markup(ofInlines: caption))]
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
    case .plot(let plot, let name): return chart(plot, name)
    case .frames(let frames): return self.frames(frames, &prose)
    }
  }

  private func frames(_ frames: FramedResults, _ prose: inout ProseRenderer) -> Element {
    FramesElement(results: frames, words: words, numbers: plotWords.numbers).element { part in
      if case .plot(let plot, let name) = part {
        return frames.isDetailed ? chart(plot, name, hints: false) : lightChart(plot, name)
      }
      return element(part, &prose)
    }
  }

  /// A plot in all sizes with its numbers.
  private func chart(_ plot: any Drawable, _ name: String, hints: Bool = true) -> Element {
    .tag("figure", ["class": "chart"])[drawings(of: plot, name, DrawingSize.allCases, hints: hints)][
      numbers(of: plot)]
  }

  /// A plot only in the size that all screens can show.
  private func lightChart(_ plot: any Drawable, _ name: String) -> Element {
    .tag("figure", ["class": "chart light"])[drawings(of: plot, name, [.narrow], hints: false)]
  }

  /// A plot in some sizes; the style sheet shows the one that suits the page's width.
  private func drawings(
    of plot: any Drawable, _ name: String, _ sizes: [DrawingSize], hints: Bool
  ) -> [Element] {
    let id = Self.drawingID(name)
    return sizes.map { size in
      switch size {
      case .wide: .tag("div", ["class": "drawing"])[plot.svg(id: id, in: plotWords, hints: hints)]
      case .narrow:
        .tag("div", ["class": "drawing narrow"])[
          plot.svg(
            id: "\(id).narrow", in: plotWords, size: size, twin: sizes.contains(.wide) ? id : nil,
            hints: hints)]
      }
    }
  }

  /// The numbers that a plot shows, as a table.
  private func numbers(of plot: any Drawable) -> Element {
    guard let data = plot.data, !data.table.rows.isEmpty else { return .empty }
    let shown = data.table.rows.count
    let part = shown < data.count ? " (\(shown)/\(data.count))" : ""
    return .tag("details", ["class": "numbers"])[
      .tag("summary")[.text(words.numbers + part)], .tag("div", ["class": "table"])[data.table.html]]
  }

  /// Contains a point, so that it differs from the ids of headings and blocks.
  static func drawingID(_ name: String) -> String { "chart.\(name)" }

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
      .tag("div", ["class": "result table"])[table.html(in: plotWords.numbers)]
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
