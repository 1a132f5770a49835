import Formulas
import LessonCore
import LessonDisplay
import LessonDocument
import LessonMarkup
import LessonPlots
import LessonWords

/// Puts results into the author's Markdown, without touching the rest.
struct MarkdownWriter {
  var edits: SourceEdits
  private(set) var figures: [MarkdownPage.Figure] = []
  let lesson: Lesson
  let source: SourceText
  private let results: LessonResults
  let words: PageWords
  private let plotWords: PlotWords
  let captions: Figures

  init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson
    edits = lesson.addressEdits
    source = lesson.source
    results = LessonResults(lesson, transcript)
    words = PageWords(Language(lesson.language))
    plotWords = PlotWords(Language(lesson.language))
    captions = Figures(lesson, results, words)
  }

  // MARK: Expressions

  /// Replaces an expression with its value.
  mutating func write(_ expression: InlineExpression) {
    let range =
      source.offset(of: expression.range.lowerBound)..<source.offset(of: expression.range.upperBound)
    edits.replace(range, with: MarkdownText.escaped(results.value(ofExpression: expression.index)))
  }

  // MARK: Blocks

  /// Shows a block as its options say, with its results below it.
  mutating func write(_ block: Block) {
    ReaderStage.drawing.begin(line: block.fence.lowerBound.line)
    let container = Container(of: block, in: source)
    guard block.options.showsCode else { return remove(block, container) }
    let fence = source.offset(of: block.fence.lowerBound)
    if let number = lesson.outline.number(ofExercise: block) {
      let label = ["**\(words.exercise("\(number)"))**", "", ""]
      edits.insert(label.joined(separator: source.lineEnding), at: fence)
    }
    if block.options.isFolded {
      edits.insert(
        join(
          ["<details>", "<summary>\(words.setUp("\(block.lines.count)"))</summary>", ""], container,
          isBroken: true)
          + container.prefix, at: fence)
    }
    edits.replace(infoString(of: block), with: "swift")
    var lines = block.options.isFolded ? ["", "</details>"] : []
    for part in results.parts(ofBlock: block.index) { lines += [""] + self.lines(of: part) }
    if let caption = shortCaption(of: block) { lines += ["", caption] }
    if block.options.isCheck { lines += ["", "✓ \(words.passes)"] }
    guard !lines.isEmpty else { return }
    let end = endOfLine(block.lastLine)
    if !isBlank(block.lastLine + 1) { lines.append("") }
    edits.insert(source.lineEnding + join(lines, container, isBroken: false), at: end)
  }

  /// The info string: the text after the fence on its line.
  private func infoString(of block: Block) -> Range<Int> {
    let fence = source.offset(of: block.fence.lowerBound)
    let end = source.offset(of: block.fence.upperBound)
    let character = source.text.utf8[source.text.utf8.index(source.text.utf8.startIndex, offsetBy: fence)]
    let length = source.slice(fence..<end).utf8.prefix { $0 == character }.count
    return fence + length..<end
  }

  private func endOfLine(_ line: Int) -> Int {
    source.bytes(ofLine: line).lowerBound + source.lines[line - 1].utf8.count
  }

  /// Whether a line is blank except for quote markers, or does not exist.
  private func isBlank(_ line: Int) -> Bool {
    guard line >= 1, line <= source.lines.count else { return true }
    return source.lines[line - 1].allSatisfy { $0 == " " || $0 == "\t" || $0 == ">" }
  }

  private mutating func remove(_ block: Block, _ container: Container) {
    let lines = block.fence.lowerBound.line...block.lastLine
    guard container.isPlain else {
      // The fence is on the line of a list's bullet, which stays.
      edits.replace(source.offset(of: block.fence.lowerBound)..<endOfLine(block.lastLine), with: "")
      return
    }
    let isBetweenBlanks = isBlank(lines.lowerBound - 1) && isBlank(lines.upperBound + 1)
    let last = isBetweenBlanks ? min(lines.upperBound + 1, source.lines.count) : lines.upperBound
    edits.replace(source.bytes(ofLines: lines.lowerBound...last), with: "")
  }

  // MARK: Lines

  private func join(_ lines: [String], _ container: Container, isBroken: Bool) -> String {
    let text = lines.enumerated().map { index, line in
      index == 0 && isBroken ? line : line.isEmpty ? container.blank : container.prefix + line
    }
    return text.joined(separator: source.lineEnding) + (isBroken ? source.lineEnding : "")
  }

  private mutating func lines(of part: LessonResults.Part) -> [String] {
    switch part {
    case .passed(let text): PrintedText.lines(text)
    case .printed(let text), .value(let text), .message(let text):
      self.lines(ofOutput: PrintedText.lines(text))
    case .table(let table): self.lines(of: table)
    case .plot(let plot, let name): self.lines(of: plot, name)
    case .frames(let frames): self.lines(of: frames)
    }
  }

  private func lines(ofOutput lines: [String]) -> [String] {
    let shown = LongResult.shown(of: lines.count)
    guard shown < lines.count else { return MarkdownText.fenced(lines) }
    return MarkdownText.fenced(Array(lines[..<shown])) + [""]
      + folded(words.rest(lines.count - shown), MarkdownText.fenced(Array(lines[shown...])))
  }

  private func lines(of table: Table) -> [String] {
    let (beginning, rest) = table.folded
    let lines = PrintedText.lines(beginning.markdown)
    guard let rest else { return lines }
    return lines + [""] + folded(words.rest(rest.rows.count), PrintedText.lines(rest.markdown))
  }

  /// Collapsed lines below a summary.
  private func folded(_ summary: String, _ lines: [String]) -> [String] {
    ["<details>", "<summary>\(summary)</summary>", ""] + lines + ["", "</details>"]
  }

  /// The frame that is seen first, with a drawing in a file; the others are collapsed, with plots in characters, so
  /// that a slider has one file and not fifty.
  private mutating func lines(of frames: FramedResults) -> [String] {
    var lines = [MarkdownText.strong(frames.still.caption)]
    for part in frames.still.parts { lines += [""] + self.lines(of: part) }
    guard !frames.others.isEmpty else { return lines }
    var others: [String] = []
    for (_, frame) in frames.others {
      others += (others.isEmpty ? [] : [""]) + [MarkdownText.strong(frame.caption)]
      for part in frame.parts { others += [""] + linesWithoutFile(of: part) }
    }
    return lines + [""] + folded(frames.summary(words), others)
  }

  private mutating func linesWithoutFile(of part: LessonResults.Part) -> [String] {
    if case .plot(let plot, _) = part { return characters(of: plot) }
    return lines(of: part)
  }

  private func characters(of plot: any Drawable) -> [String] {
    MarkdownText.fenced(PrintedText.lines(plot.ascii(in: plotWords)))
  }

  private mutating func lines(of plot: any Drawable, _ name: String) -> [String] {
    let folder = lesson.name.split(separator: "/").last.map(String.init) ?? lesson.name
    let path = "\(folder)/\(name).svg"
    figures.append(.init(path: path, svg: plot.svgFile(id: PlotFigure.drawingID(name), in: plotWords)))
    let alternative = MarkdownText.escaped(plot.textAlternative(in: plotWords))
    let picture = "![\(alternative)](\(SafeURL.encodedForMarkdown(path: path)))"
    return [picture, ""] + folded(words.plotAsText, characters(of: plot))
  }
}

/// The prefix of a block's lines that comes from the lists and quotes around it.
private struct Container {
  /// The prefix of a line with text.
  let prefix: String
  /// The prefix of an empty line.
  let blank: String
  /// Whether the line of the opening fence has only this prefix before the fence.
  let isPlain: Bool

  init(of block: Block, in source: SourceText) {
    let line = source.lines[block.fence.lowerBound.line - 1].unicodeScalars
    let before = line.prefix(block.fence.lowerBound.column - 1)
    // Bullets and numbers appear once; the lines below have blanks in their place.
    let kept: [Unicode.Scalar] = before.map { $0 == ">" || $0 == "\t" ? $0 : " " }
    prefix = String(String.UnicodeScalarView(kept))
    blank = kept.lastIndex(of: ">").map { String(String.UnicodeScalarView(kept[...$0])) } ?? ""
    isPlain = before.allSatisfy { $0 == " " || $0 == "\t" || $0 == ">" }
  }
}
