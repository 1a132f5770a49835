import LessonDisplay

/// Makes pages of lessons and what they gave.
public struct PageRenderer: Sendable {
  /// A renderer of stand-alone pages.
  public init() {}

  /// The lesson as an HTML page that needs nothing but itself.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - transcript: What running it gave; blocks and expressions that it lacks show no results.
  public func html(_ lesson: Lesson, _ transcript: Transcript) -> String {
    HTMLPage(lesson, transcript).text
  }

  /// The lesson as a Markdown page with files for its charts.
  ///
  /// The author's text stays as it is, byte for byte; fences lose their options, and results follow them.
  public func markdown(_ lesson: Lesson, _ transcript: Transcript) -> MarkdownPage {
    MarkdownPage(lesson, transcript)
  }
}

extension Lesson {
  /// The title in the front matter, else the first heading, else the file's name.
  public func title(_ transcript: Transcript = Transcript(blocks: [], inlineValues: [])) -> String {
    if let title = frontMatter.title { return title }
    let values = transcript.inlineValues
    let renderer = ProseRenderer(
      results: .init(block: { _, _ in .empty }, expression: { values.indices.contains($0) ? values[$0] : "" })
    )
    let headings = document.children.lazy.filter { if case .heading = $0.kind { true } else { false } }
    return headings.map(renderer.text).first { !$0.isEmpty } ?? String(name.split(separator: "/").last ?? "")
  }
}

/// The results of a lesson's blocks, each with the name that its drawings go by.
struct LessonResults {
  private let lesson: Lesson
  private let transcript: Transcript

  init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson
    self.transcript = transcript
  }

  /// The value of an expression, as text.
  func value(ofExpression index: Int) -> String {
    transcript.inlineValues.indices.contains(index) ? transcript.inlineValues[index] : ""
  }

  /// A result as a reader sees it.
  enum Part {
    case printed(String)
    case value(String)
    case table(Table)
    /// A chart and a name that no other on the page has.
    case chart(Chart, name: String)
    case message(String)
  }

  /// What a block gave that readers see, under the labels of the page.
  func parts(ofBlock index: Int) -> [Part] {
    let block = lesson.blocks[index]
    guard block.options.visibility == .codeAndResults, transcript.blocks.indices.contains(index) else {
      return []
    }
    var charts = 0
    func parts(of shown: Shown) -> [Part] {
      switch shown {
      case .text(let text): return [.value(text)]
      case .table(let table): return [.table(table)]
      case .chart(let chart):
        charts += 1
        return [.chart(chart, name: Self.figureName(block, charts))]
      case .group(let group): return group.flatMap(parts)
      }
    }
    return transcript.blocks[index].results.flatMap { result in
      switch result {
      case .printed(let text): [Part.printed(text)]
      case .shown(let shown): parts(of: shown.relabelled(lesson.frontMatter.labels))
      case .message(let text): [Part.message(text)]
      }
    }
  }

  /// `loss`, `loss.2`; `3`, `3.2` for a block without a name: names of blocks hold no point and begin with a letter.
  private static func figureName(_ block: Block, _ number: Int) -> String {
    let name = block.options.id ?? String(block.index + 1)
    return number == 1 ? name : "\(name).\(number)"
  }
}
