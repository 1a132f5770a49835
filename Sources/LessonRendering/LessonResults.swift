import LessonCore
import LessonDisplay
import LessonDocument
import LessonPlots
import LessonWords

/// The results of a lesson's blocks; each plot has a unique name for its drawing.
struct LessonResults {
  private let lesson: Lesson
  private let transcript: Transcript
  private let labels: [String: String]

  init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson
    self.transcript = transcript
    labels = lesson.labels
  }

  /// The value of an expression, as text.
  func value(ofExpression index: Int) -> String {
    transcript.inlineValues.indices.contains(index) ? transcript.inlineValues[index] : ""
  }

  /// A part of a result, as readers see it.
  enum Part {
    case printed(String)
    /// Printed Markdown of a `passthrough` block.
    case passed(String)
    case value(String)
    case table(Table)
    /// A plot and its name, which is unique on the page.
    case plot(any Drawable, name: String)
    case message(String)
  }

  /// The visible results of a block, with labels in the page's language.
  func parts(ofBlock index: Int) -> [Part] {
    let block = lesson.blocks[index]
    guard block.options.showsResults, transcript.blocks.indices.contains(index) else {
      return []
    }
    var plots = 0
    func part(_ shown: ShownPart) -> Part {
      switch shown {
      case .text(let text): return .value(text)
      case .table(let table): return .table(table)
      case .plot(let plot):
        plots += 1
        return .plot(plot, name: Self.figureName(block, plots))
      }
    }
    return transcript.blocks[index].results.flatMap { result in
      switch result {
      case .printed(let text): [block.options.passesThrough ? Part.passed(text) : .printed(text)]
      case .shown(let shown): shown.relabelled(labels).parts.map(part)
      case .message(let text): [Part.message(text)]
      }
    }
  }

  /// Whether a block shows tables and no plot.
  func isTable(ofBlock index: Int) -> Bool {
    let parts = parts(ofBlock: index)
    let isPlot = { (part: Part) in if case .plot = part { true } else { false } }
    return parts.contains { if case .table = $0 { true } else { false } } && !parts.contains(where: isPlot)
  }

  /// `loss`, `loss.2`; `3`, `3.2` for a block without a name: names of blocks hold no point and begin with a letter.
  private static func figureName(_ block: Block, _ number: Int) -> String {
    let name = block.options.id ?? String(block.index + 1)
    return number == 1 ? name : "\(name).\(number)"
  }
}
