import LessonDisplay

/// A lesson as an HTML page that needs nothing but itself.
struct HTMLPage {
  private let lesson: Lesson
  private let results: LessonResults
  private let language: Language
  private let title: String
  /// Names of blocks that are anchors on the page: those that no heading has for its own.
  private let blockIDs: Set<String>
  private let marks: (String) -> SwiftMarks

  init(_ lesson: Lesson, _ transcript: Transcript, marks: @escaping (String) -> SwiftMarks) {
    self.lesson = lesson
    self.marks = marks
    results = LessonResults(lesson, transcript)
    language = Language(lesson.language)
    title = lesson.title(transcript)
    blockIDs = Set(lesson.blocks.compactMap(\.options.id)).subtracting(LessonText(lesson, transcript).anchors)
  }

  /// The page.
  var text: String {
    var prose = ProseRenderer(
      results: .init(block: block, expression: results.value(ofExpression:)), takenIDs: blockIDs)
    let main = Element.tag("main")["\n"][prose.document(lesson.document)]["\n"]
    let index = String(repeating: "../", count: lesson.name.count { $0 == "/" }) + "index.html"
    let home = Element.tag("nav")[.tag("a", ["href": index])[.text(PageWords(language).lessons)]]
    return Self.document(
      language: language, title: title, description: lesson.frontMatter.description, body: [home, main])
  }

  /// A whole document in the theme.
  static func document(language: Language, title: String, description: String?, body: [Element]) -> String {
    let head: [Element] = [
      .tag("meta", ["charset": "utf-8"]),
      .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .tag("meta", ["name": "color-scheme", "content": "light dark"]),
      .tag("title")[.text(title)],
      description.map { .tag("meta", ["name": "description", "content": $0]) } ?? .empty,
      .tag("style")[.text(Theme.css)],
    ].filter { $0 != .empty }
    let page = Element.tag("html", ["lang": language.tag, "dir": language.direction.rawValue])[
      "\n", .tag("head")["\n"][head.flatMap { [$0, "\n"] }], "\n",
      .tag("body")["\n"][body.flatMap { [$0, "\n"] }], "\n"
    ]
    return "<!doctype html>\n" + page.markup + "\n"
  }

  // MARK: Blocks

  private func block(_ index: Int, _ prose: inout ProseRenderer) -> Element {
    let block = lesson.blocks[index]
    guard block.options.visibility != .nothing else { return .empty }
    var parts = [code(of: block)]
    for part in results.parts(ofBlock: index) { parts.append(element(part, of: block, &prose)) }
    return .tag(
      "section", ["class": "block", "id": block.options.id.flatMap { blockIDs.contains($0) ? $0 : nil }])[
        "\n"][parts.flatMap { [$0, "\n"] }]
  }

  private func code(of block: Block) -> Element {
    let code = CodeRenderer.element(block.code, language: "swift", marks: marks)
    guard block.options.isFolded else { return code }
    return .tag("details", ["class": "code"])[.tag("summary")[.text(PageWords(language).code)], code]
  }

  private func element(_ part: LessonResults.Part, of block: Block, _ prose: inout ProseRenderer) -> Element {
    switch part {
    case .printed(let text) where block.options.passesThrough:
      if let document = try? MarkdownReader.read(SourceText(text)) {
        return .tag("div", ["class": "passed"])["\n"][prose.document(document)]["\n"]
      }
      return output(text, "printed")
    case .printed(let text): return output(text, "printed")
    case .value(let text): return output(text, "value")
    case .message(let text): return output(text, "message")
    case .table(let table): return .tag("div", ["class": "result table"])[table.html]
    case .plot(let plot, let name):
      return .tag("figure", ["class": "chart"])[plot.svg(id: Self.drawingID(name))]
    }
  }

  /// Neither headings nor blocks have a point in their ids.
  static func drawingID(_ name: String) -> String { "chart.\(name)" }

  private func output(_ text: String, _ kind: String) -> Element {
    .tag("pre", ["class": "result \(kind)", "dir": "auto"])[
      .tag("samp")[.text(PrintedText.lines(text).joined(separator: "\n"))]]
  }
}
