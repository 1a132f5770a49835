import LessonCore
import LessonDocument
import LessonSite

extension SearchText {
  /// The words of a lesson.
  ///
  /// - Parameter transcript: The results of the lesson, for values in its prose.
  init(_ lesson: Lesson, _ transcript: Transcript) {
    let text = LessonText(lesson, transcript)
    let prose = PlainProse(expression: LessonResults(lesson, transcript).value(ofExpression:))
    var collector = SectionCollector(prose: prose, blocks: lesson.blocks)
    lesson.document.children.forEach { collector.visit($0) }
    self.init(title: text.title, sections: collector.sections)
  }
}

/// Collects the words of a document's sections.
private struct SectionCollector {
  let prose: PlainProse
  let blocks: [Block]
  private var finished: [SearchText.Section] = []
  private var anchors = HeadingAnchors()
  private var title = ""
  private var anchor = ""
  private var words = SearchWords()
  private var names = SearchWords()

  init(prose: PlainProse, blocks: [Block]) {
    self.prose = prose
    self.blocks = blocks
  }

  /// All sections that have words.
  var sections: [SearchText.Section] { finished + [current].compactMap(\.self) }

  private var current: SearchText.Section? {
    let section = SearchText.Section(title: title, anchor: anchor, words: words.joined, names: names.joined)
    return anchor.isEmpty && section.words.isEmpty && section.names.isEmpty ? nil : section
  }

  mutating func visit(_ node: MarkdownNode) {
    switch node.kind {
    case .heading: begin(node)
    case .paragraph, .tableCell: words.add(prose.text(of: node))
    case .code(let code): names.add(namesIn: code.text)
    case .lessonBlock(let index): add(blocks[index])
    default: for child in node.children { visit(child) }
    }
  }

  private mutating func begin(_ heading: MarkdownNode) {
    finished += [current].compactMap(\.self)
    title = prose.text(of: heading)
    anchor = anchors.anchor(for: prose.anchorText(of: heading))
    (words, names) = (SearchWords(), SearchWords())
  }

  private mutating func add(_ block: Block) {
    names.add(namesIn: block.code)
  }
}
