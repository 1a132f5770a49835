import Foundation
import LessonDisplay

/// A lesson as a Jupyter notebook with its results, in the form `nbformat` 4.5.
///
/// The prose between two blocks is one cell, each block another. Blocks that pages do not show are cells whose source is
/// hidden, so that the cells, run in order, are the lesson's program.
struct Notebook {
  private let lesson: Lesson
  private let results: LessonResults
  private let plotWords: PlotWords
  private let title: String
  /// Puts values in the place of expressions.
  private let values: SourceEdits
  private let source: SourceText

  init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson
    source = lesson.source
    results = LessonResults(lesson, transcript)
    plotWords = PlotWords(Language(lesson.language))
    title = lesson.title(transcript)
    var writer = MarkdownWriter(lesson, transcript)
    for expression in lesson.inlineExpressions { writer.write(expression) }
    values = writer.edits
  }

  /// The notebook's file.
  var bytes: Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Text, lists and integers: nothing that JSON lacks.
    return try! encoder.encode(File(cells: cells, metadata: .init(title: title))) + Data("\n".utf8)
  }

  // MARK: Cells

  private var cells: [Cell] {
    var cells: [Cell] = []
    var line = FrontMatterReader.read(source, path: lesson.path).lineCount + 1
    for block in lesson.blocks {
      cells += prose(line..<block.fence.lowerBound.line, before: block)
      cells.append(.code(code(block)))
      line = block.lastLine + 1
    }
    return cells + prose(line..<source.lines.count + 1, before: nil)
  }

  private func prose(_ lines: Range<Int>, before block: Block?) -> [Cell] {
    guard let first = lines.first, let last = lines.last else { return [] }
    let text = values.applied(to: source, in: source.bytes(ofLines: first...last))
    let trimmed = text.replacing("\r\n", with: "\n").trimmingCharacters(in: .newlines)
    guard trimmed.contains(where: { !$0.isWhitespace }) else { return [] }
    let id = block.map { "text-\($0.index + 1)" } ?? "text-end"
    return [.markdown(.init(id: id, source: Lines(trimmed)))]
  }

  private func code(_ block: Block) -> Cell.Code {
    let isHidden = block.options.isFolded || block.options.visibility == .nothing
    let outputs = results.parts(ofBlock: block.index).map { output($0, of: block) }
    return Cell.Code(
      executionCount: block.index + 1, id: "block-\(block.index + 1)",
      metadata: .init(jupyter: isHidden ? .init() : nil, name: block.options.id), outputs: outputs,
      source: Lines(block.lines.map(\.text).joined(separator: "\n")))
  }

  private func output(_ part: LessonResults.Part, of block: Block) -> Output {
    switch part {
    case .printed(let text) where block.options.passesThrough:
      .data(["text/markdown": Lines(PrintedText.lines(text).joined(separator: "\n"))])
    case .printed(let text): .stream(Lines(text))
    case .value(let text): .data(["text/plain": Lines(text)])
    case .table(let table):
      .data(["text/html": Lines(table.html.markup), "text/plain": Lines(table.plainText)])
    case .plot(let plot, let name):
      .data([
        "image/svg+xml": Lines(plot.svgFile(id: HTMLPage.drawingID(name), in: plotWords)),
        "text/plain": Lines(plot.textAlternative(in: plotWords) + "\n" + plot.ascii(in: plotWords)),
      ])
    case .message(let text): .error(text)
    }
  }
}

// MARK: - The form of the file

/// Text as notebooks hold it: a list of lines, which keep their ends.
private struct Lines: Encodable {
  private let text: String

  init(_ text: String) { self.text = text }

  func encode(to encoder: any Encoder) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let ended = lines.dropLast().map { $0 + "\n" } + lines.suffix(1).filter { !$0.isEmpty }
    try ended.encode(to: encoder)
  }
}

private struct File: Encodable {
  let cells: [Cell]
  let metadata: Metadata
  let nbformat = 4
  let nbformatMinor = 5

  struct Metadata: Encodable {
    let kernelspec = Kernel()
    let languageInfo = Language()
    let title: String
  }

  struct Kernel: Encodable {
    let displayName = "Swift"
    let language = "swift"
    let name = "swift"
  }

  struct Language: Encodable {
    let fileExtension = ".swift"
    let mimetype = "text/x-swift"
    let name = "swift"
  }
}

private enum Cell: Encodable {
  case markdown(Markdown)
  case code(Code)

  struct Markdown: Encodable {
    let cellType = "markdown"
    let id: String
    let metadata: [String: String] = [:]
    let source: Lines
  }

  struct Code: Encodable {
    let cellType = "code"
    let executionCount: Int
    let id: String
    let metadata: Metadata
    let outputs: [Output]
    let source: Lines

    struct Metadata: Encodable {
      let jupyter: Hidden?
      let name: String?
    }

    struct Hidden: Encodable { let sourceHidden = true }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .markdown(let cell): try cell.encode(to: encoder)
    case .code(let cell): try cell.encode(to: encoder)
    }
  }
}

private enum Output: Encodable {
  /// Something shown, by media type.
  case data([String: Lines])
  case stream(Lines)
  case error(String)

  private struct Shown: Encodable {
    let data: [String: Lines]
    let metadata: [String: String] = [:]
    let outputType = "display_data"
  }

  private struct Printed: Encodable {
    let name = "stdout"
    let outputType = "stream"
    let text: Lines
  }

  private struct Failure: Encodable {
    let ename = "error"
    let evalue: String
    let outputType = "error"
    let traceback: [String]
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .data(let bundle): try Shown(data: bundle).encode(to: encoder)
    case .stream(let text): try Printed(text: text).encode(to: encoder)
    case .error(let message):
      let lines = message.split(separator: "\n").map(String.init)
      try Failure(evalue: message, traceback: lines).encode(to: encoder)
    }
  }
}
