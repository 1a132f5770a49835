import Foundation
import LessonCore
import LessonDisplay
import LessonDocument
import LessonMarkup
import LessonPlots
import LessonWords

/// A lesson as a Jupyter notebook with its results.
///
/// The prose between two blocks is one cell, and each block is another. Blocks that pages do not show are cells with
/// hidden source, so that the cells, run in order, are the lesson's program.
struct Notebook {
  private let lesson: Lesson
  private let results: LessonResults
  private let words: PageWords
  private let plotWords: PlotWords
  private let title: String
  private let code: NotebookCode
  private let writer: CellMarkdown
  private let figures: Figures

  init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson.explaining
    results = LessonResults(lesson, transcript)
    words = PageWords(Language(lesson.language))
    plotWords = PlotWords(Language(lesson.language))
    title = lesson.title(transcript)
    code = NotebookCode(lesson)
    let links = NotebookLinks(lesson, transcript)
    figures = Figures(lesson, results, words)
    writer = CellMarkdown(
      expression: results.value(ofExpression:), words: words, links: links,
      figureName: figures.name(ofLinkTo:))
  }

  /// The notebook's file.
  var bytes: Data { NotebookFile(cells: cells, metadata: .init(title: title)).bytes }

  // MARK: Cells

  private var cells: [NotebookCell] {
    var writer = self.writer
    let pieces = LessonPieces(
      figures.captioned(lesson.document), linkedBlocks: writer.links.linkedBlocks(of: lesson)
    ).pieces
    var cells: [NotebookCell] = heading.map { [markdown($0, id: "title")] } ?? []
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .prose(let nodes):
        let text = writer.text(of: nodes)
        guard !text.isEmpty else { continue }
        cells.append(markdown(text, id: Self.id(ofProseBefore: pieces[(index + 1)...])))
      case .block(let index, let isFolded):
        let block = lesson.blocks[index]
        if index == 0, !code.isRun(block) { cells.append(setUp) }
        if let title = title(of: block) { cells.append(title) }
        cells.append(.code(self.code(block, isFolded: isFolded, &writer)))
      }
    }
    if let notes = writer.notes(of: lesson.document) { cells.append(markdown(notes, id: "notes")) }
    return cells
  }

  /// A title for a text that does not begin with a heading.
  private var heading: String? {
    guard let title = lesson.frontMatter.title, lesson.document.firstHeading?.level != 1 else { return nil }
    return writer.heading(title)
  }

  /// The cell above a part of an exercise, whose source may be hidden.
  private func title(of block: Block) -> NotebookCell? {
    if let number = lesson.outline.number(ofExercise: block) {
      return markdown("**\(words.exercise("\(number)"))**", id: "exercise-\(number)")
    }
    if block.options.isSolution {
      return markdown("**\(words.solution)**", id: "solution-\(block.index + 1)")
    }
    return block.options.isCheck ? markdown("**\(words.check)**", id: "check-\(block.index + 1)") : nil
  }

  private func markdown(_ text: String, id: String) -> NotebookCell {
    .markdown(.init(id: id, source: NotebookLines(text)))
  }

  private static func id(ofProseBefore rest: ArraySlice<LessonPieces.Piece>) -> String {
    guard case .block(let index, _)? = rest.first else { return "text-end" }
    return "text-\(index + 1)"
  }

  // MARK: Code

  /// The set-up cell, for a lesson whose first block is not run.
  private var setUp: NotebookCell {
    .code(
      .init(
        executionCount: nil, id: "set-up", metadata: .init(jupyter: .init()), outputs: [],
        source: NotebookLines(code.setUp)))
  }

  private func code(_ block: Block, isFolded: Bool, _ writer: inout CellMarkdown) -> NotebookCell.Code {
    ReaderStage.drawing.begin(line: block.fence.lowerBound.line)
    let parts = results.parts(ofBlock: block.index)
    let isHidden = isFolded || block.options.isFolded || !block.options.showsCode
    var outputs: [NotebookOutput] = []
    for part in parts { outputs += self.outputs(part, &writer) }
    return .init(
      executionCount: block.index + 1, id: "block-\(block.index + 1)",
      metadata: .init(
        jupyter: isHidden ? .init(outputsHidden: isFolded ? true : nil) : nil, name: block.options.id,
        scrolled: parts.contains(where: \.isLongText) ? true : nil,
        tags: code.isRun(block) ? nil : ["raises-exception", "skip-execution"]), outputs: outputs,
      source: NotebookLines(code.source(of: block)))
  }

  // MARK: Results

  private func outputs(_ part: LessonResults.Part, _ writer: inout CellMarkdown) -> [NotebookOutput] {
    switch part {
    case .passed(let text):
      guard let document = try? MarkdownReader.read(SourceText(text)) else { return [stream(text)] }
      return [.data(["text/markdown": NotebookLines(writer.printed(document))])]
    case .printed(let text): return [stream(text)]
    case .value(let text):
      return [.data(["text/plain": NotebookLines(PrintedText.lines(text).joined(separator: "\n"))])]
    case .table(let table): return [.data(bundle(table))]
    case .plot(let plot, let name): return [.data(bundle(plot, name))]
    case .frames(let frames):
      // A notebook has no script of ours, so it shows the frame that is seen first.
      let parts = [.value(frames.still.caption)] + frames.still.parts
      return parts.flatMap { outputs($0, &writer) }
    case .message(let text): return [.error(PrintedText.lines(text))]
    }
  }

  private func stream(_ text: String) -> NotebookOutput {
    let lines = PrintedText.lines(text).joined(separator: "\n")
    return .stream(NotebookLines(lines + (text.last?.isNewline == true ? "\n" : "")))
  }

  private func bundle(_ table: Table) -> [String: NotebookLines] {
    let (beginning, rest) = table.folded
    var html = beginning.html.markup
    if let rest {
      let summary = Element.tag("summary")[.text(words.rest(rest.rows.count))]
      html += "\n" + Element.tag("details")[summary, rest.html].markup
    }
    return [
      "text/html": NotebookLines(HTMLDollars.shielded(html)), "text/plain": NotebookLines(table.plainText),
    ]
  }

  private func bundle(_ plot: any Drawable, _ name: String) -> [String: NotebookLines] {
    let text = plot.textAlternative(in: plotWords) + "\n" + plot.ascii(in: plotWords)
    return [
      "image/svg+xml": NotebookLines(plot.svgFile(id: PlotFigure.drawingID(name), in: plotWords)),
      "text/plain": NotebookLines(text),
    ]
  }
}

extension LessonResults.Part {
  /// Whether pages fold the end of a text.
  fileprivate var isLongText: Bool {
    switch self {
    case .printed(let text), .passed(let text), .value(let text), .message(let text):
      let count = PrintedText.lines(text).count
      return LongResult.shown(of: count) < count
    case .frames(let frames): return frames.still.parts.contains(where: \.isLongText)
    case .table, .plot: return false
    }
  }
}
