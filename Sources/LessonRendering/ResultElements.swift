import LessonCore
import LessonDisplay
import LessonDocument
import LessonMarkup
import LessonPlots
import LessonWords

/// The results of blocks as elements of a page.
struct ResultElements {
  let words: PageWords
  let plotWords: PlotWords
  /// Whether the page is part of a book: on paper, each plot has one size, and sliders show one value.
  let isChapter: Bool

  /// The element of a part of a result.
  func element(_ part: LessonResults.Part, _ prose: inout ProseRenderer) -> Element {
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
    let all = element.element { part in
      if case .plot(let plot, let name) = part {
        return frames.isDetailed ? figure(plot, name).element(hints: false) : figure(plot, name).light
      }
      return self.element(part, &prose)
    }
    return SharedShapes.joined(in: all)
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
