import LessonCore
import LessonDocument
import LessonSite
import LessonWords

/// Collects the words and the text of a lesson's sections for searches.
struct SearchSections {
  private let prose: PlainProse
  private let blocks: [Block]
  private var words: [SearchText.Section] = []
  private var passages: [SearchPassages.Section] = []
  private var anchors = HeadingAnchors()
  private var current = Section()

  /// A section that is being read.
  private struct Section {
    var title = ""
    var anchor = ""
    var words = SearchWords()
    var names = SearchWords()
    var lines: [String] = []
  }

  /// The words and the text of a lesson.
  ///
  /// - Parameter transcript: The results of the lesson, for values in its prose.
  static func read(_ lesson: Lesson, _ transcript: Transcript) -> (SearchText, SearchPassages) {
    var sections = SearchSections(lesson, transcript)
    let figures = Figures(
      lesson, LessonResults(lesson, transcript), PageWords(Language(lesson.language)))
    for node in figures.named(lesson.explaining.document).children { sections.visit(node) }
    sections.end()
    return (
      SearchText(title: LessonText(lesson, transcript).title, sections: sections.words),
      SearchPassages(page: lesson.name, sections: sections.passages)
    )
  }

  private init(_ lesson: Lesson, _ transcript: Transcript) {
    prose = PlainProse(expression: LessonResults(lesson, transcript).value(ofExpression:))
    blocks = lesson.blocks
  }

  private mutating func visit(_ node: MarkdownNode) {
    switch node.kind {
    case .heading: begin(node)
    case .paragraph: add([node])
    case .tableRow: add(node.children)
    case .code(let code): current.names.add(namesIn: code.text)
    case .lessonBlock(let index): add(blocks[index], caption: node.children)
    default: for child in node.children { visit(child) }
    }
  }

  private mutating func begin(_ heading: MarkdownNode) {
    end()
    current = Section(
      title: prose.text(of: heading), anchor: anchors.anchor(for: prose.anchorText(of: heading)))
  }

  private mutating func end() {
    let section = SearchText.Section(
      title: current.title, anchor: current.anchor, words: current.words.joined, names: current.names.joined)
    if !section.anchor.isEmpty || !section.words.isEmpty || !section.names.isEmpty { words.append(section) }
    if !current.lines.isEmpty {
      passages.append(.init(anchor: current.anchor, text: current.lines.joined(separator: "\n")))
    }
  }

  /// A paragraph, or the cells of a row.
  private mutating func add(_ nodes: [MarkdownNode]) {
    let texts = nodes.map { Self.line(prose.text(of: $0)) }
    for text in texts { current.words.add(text) }
    let line = texts.filter { !$0.isEmpty }.joined(separator: " · ")
    if !line.isEmpty { current.lines.append(line) }
  }

  /// A text without the line ends that values of expressions can have.
  private static func line(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\n")) else { return text }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private mutating func add(_ block: Block, caption: [MarkdownNode]) {
    current.names.add(namesIn: block.code)
    let title = block.options.caption.map { [MarkdownNode(.text($0 + " "))] } ?? []
    if !title.isEmpty || !caption.isEmpty { add([MarkdownNode(.paragraph, children: title + caption)]) }
  }
}
