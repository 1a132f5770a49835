import LessonCore
import LessonDisplay
import LessonDocument
import LessonPlots

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
    /// Results of which readers see one at a time.
    case frames(FramedResults)
    case message(String)
  }

  /// The visible results of a block, with labels in the page's language.
  func parts(ofBlock index: Int) -> [Part] {
    let block = lesson.blocks[index]
    guard block.options.showsResults, transcript.blocks.indices.contains(index) else {
      return []
    }
    var names = FigureNames(block)
    return transcript.blocks[index].results.flatMap { result in
      switch result {
      case .printed(let text): [block.options.passesThrough ? Part.passed(text) : .printed(text)]
      case .shown(let shown): shown.relabelled(labels).parts.map { part($0, &names) }
      case .message(let text): [Part.message(text)]
      }
    }
  }

  private func part(_ shown: ShownPart, _ names: inout FigureNames) -> Part {
    switch shown {
    case .text(let text): .value(text)
    case .table(let table): .table(table)
    case .plot(let plot): .plot(plot, name: names.next())
    case .frames(let frames): .frames(framed(frames, &names))
    }
  }

  /// Frames whose plots have names by the frame, except for the first one seen, which has the name of a plot alone.
  private func framed(_ frames: FrameParts, _ names: inout FigureNames) -> FramedResults {
    let start = names
    var last = names
    let results = FramedResults(frames.frames) { index in
      var own = start
      own.frame = index == frames.frames.initial ? nil : index + 1
      let parts = frames.parts[index].map { part($0, &own) }
      last.count = max(last.count, own.count)
      return parts
    }
    names = last
    return results
  }

  /// Whether a block shows tables and no plot.
  func isTable(ofBlock index: Int) -> Bool {
    let parts = parts(ofBlock: index).flatMap { part in
      if case .frames(let frames) = part { frames.still.parts } else { [part] }
    }
    let isPlot = { (part: Part) in if case .plot = part { true } else { false } }
    return parts.contains { if case .table = $0 { true } else { false } } && !parts.contains(where: isPlot)
  }
}

/// The names of a block's drawings: `loss`, `loss.2`, and `loss.at.3` in the third frame of a slider. They begin with `3`
/// in place of `loss` for a block without a name: names of blocks hold no point and begin with a letter.
private struct FigureNames {
  private let name: String
  /// How many have their names.
  var count = 0
  /// The number of the frame, if the page shows another one first.
  var frame: Int?

  init(_ block: Block) { name = block.options.id ?? String(block.index + 1) }

  mutating func next() -> String {
    count += 1
    return name + (count == 1 ? "" : ".\(count)") + (frame.map { ".at.\($0)" } ?? "")
  }
}
