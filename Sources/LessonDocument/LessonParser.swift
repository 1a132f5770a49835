import LessonCore

/// The result of reading a lesson's file.
package struct Parsed: Sendable {
  /// The lesson; `nil` exactly when an error is among the diagnostics.
  package let lesson: Lesson?
  /// All problems, in the order of the text.
  package let diagnostics: [Diagnostic]
  /// The bibliographies that the front matter names.
  package var bibliography: [FrontMatter.NamedFile] = []
  /// The code, as far as it could be read, whether the text has errors or not.
  package var code: LessonOutline?
}

extension Lesson {
  /// Reads a lesson from the bytes of its file.
  ///
  /// All problems of the file are reported at once: bytes that are not UTF-8, front matter, options, fences.
  ///
  /// - Parameters:
  ///   - path: The file's name in diagnostics.
  ///   - language: The folder under `lessons/` that holds the file.
  ///   - name: The path below that folder without `.md`.
  ///   - translation: The entry for the file in the folder's `.co-op-translator.json`; a comment in the file takes
  ///     precedence.
  ///   - bibliography: The works that the lesson may cite; `nil` leaves citations as text.
  package static func parse(
    path: String, bytes: [UInt8], language: String, name: String, translation: TranslationRecord? = nil,
    bibliography: Bibliography? = nil
  ) -> Parsed {
    do {
      var parser = LessonParser(
        path: path, source: try LessonParser.read(path: path, bytes: bytes), bibliography: bibliography)
      return parser.parse(language: language, name: name, translation: translation)
    } catch {
      return Parsed(lesson: nil, diagnostics: [error])
    }
  }

  /// Reads a lesson from text.
  package static func parse(
    path: String, text: String, language: String, name: String, translation: TranslationRecord? = nil,
    bibliography: Bibliography? = nil
  ) -> Parsed {
    parse(
      path: path, bytes: Array(text.utf8), language: language, name: name, translation: translation,
      bibliography: bibliography)
  }
}

/// Parses a Markdown text as a lesson.
package struct LessonParser {
  package let path: String
  package let source: SourceText
  private let bibliography: Bibliography?
  package private(set) var diagnostics: [Diagnostic] = []
  private var blocks: [Block] = []
  private var expressions: [InlineExpression] = []
  private var ids: [(name: String, range: Range<SourcePosition>)] = []
  private var exercises: [ExerciseCheck.Part] = []

  package init(path: String, source: SourceText, bibliography: Bibliography? = nil) {
    self.path = path
    self.source = source
    self.bibliography = bibliography
  }

  package mutating func parse(language: String, name: String, translation: TranslationRecord?) -> Parsed {
    ReaderStage.frontMatter.begin(line: 1)
    let matter = FrontMatterReader.read(source, path: path)
    diagnostics += matter.diagnostics
    var parsed = parse(matter, language: language, name: name, translation: translation)
    parsed.bibliography = matter.frontMatter.bibliography
    return parsed
  }

  private mutating func parse(
    _ matter: FrontMatterReader.Result, language: String, name: String, translation: TranslationRecord?
  ) -> Parsed {
    let tree: MarkdownNode
    do {
      tree = try Self.document(
        of: source, path: path, skippedLines: matter.lineCount, readsCitations: bibliography != nil)
    } catch {
      return Parsed(lesson: nil, diagnostics: diagnostics + [error])
    }
    if tree.children.isEmpty {
      report(
        "the lesson is empty; it needs at least a heading or a paragraph",
        at: SourcePosition(line: 1, column: 1))
    }
    var captions = CaptionParagraphs(source, path: path)
    let document = captions.attached(in: take(tree))
    diagnostics += captions.diagnostics
    diagnostics += FigureNameCheck.problems(in: document, blocks, path: path)
    diagnostics += document.formulaProblems(path: path)
    diagnostics += CutCells.problems(in: document, of: source, path: path)
    diagnostics += LostFences.warnings(in: document, of: source, kind: .lesson, path: path)
    diagnostics += OptionComment.warnings(
      in: document, of: source, fences: Set(blocks.map(\.fence.lowerBound.line)), path: path)
    diagnostics += LostFootnotes.warnings(
      in: document, of: source, path: path, skippedLines: matter.lineCount)
    diagnostics += TurnedCode.warnings(in: document, of: source, path: path)
    warnOfTakenIDs(document)
    diagnostics += ExerciseCheck.problems(of: exercises, in: document, path: path)
    refuseLostCaptions(document)
    let citations = document.citations
    diagnostics += bibliography.map { CitationCheck.problems(of: citations, in: $0, path: path) } ?? []
    let record = readTranslation(document) ?? translation
    diagnostics = diagnostics.sorted().shortened(in: path)
    var outline = LessonOutline(
      path: path, language: language, name: name, frontMatter: matter.frontMatter, translation: record,
      blocks: blocks, inlineExpressions: expressions)
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return Parsed(lesson: nil, diagnostics: diagnostics, code: outline)
    }
    outline.citations = citations.flatMap(\.works).map { CitedWork(key: $0.key, range: $0.range) }
    return Parsed(
      lesson: Lesson(
        outline: outline, source: source,
        document: FoldedAnswers.folded(FoldedSolutions.folded(document, blocks), endingAt: outline.starters),
        bibliography: bibliography),
      diagnostics: diagnostics, code: outline)
  }

  // MARK: Reading

  /// Decodes a file's bytes as text.
  package static func read(path: String, bytes: [UInt8]) throws(Diagnostic) -> SourceText {
    guard bytes.count <= LessonFile.mostBytes else {
      throw Diagnostic(
        path: path, at: nil,
        "the file has more than \(LessonFile.mostBytes >> 20) MB, which is too much for a page")
    }
    do {
      return try SourceText(validating: bytes)
    } catch {
      let end = SourcePosition(line: error.position.line, column: error.position.column + 1)
      let found = error.bytes.map { "0x" + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
      throw Diagnostic(
        path: path, at: error.position..<end, "the file is not UTF-8: found \(found); save it as UTF-8")
    }
  }

  /// The Markdown of a text.
  package static func document(
    of source: SourceText, path: String, skippedLines: Int, readsCitations: Bool = false
  ) throws(Diagnostic) -> MarkdownNode {
    do {
      return try MarkdownReader.read(source, skippedLines: skippedLines, readsCitations: readsCitations)
    } catch {
      let start = SourcePosition(line: max(1, error.line), column: 1)
      throw Diagnostic(
        path: path, at: start..<SourcePosition(line: start.line, column: 2), error.message)
    }
  }

  // MARK: Blocks and expressions

  /// The largest number of blocks, or of expressions.
  private static let mostOfKind = 1_000

  /// Collects the lesson's blocks and expressions, and returns the tree with their indices in place of them.
  ///
  /// In the tree, footnotes come last; the lesson runs in the order of the text.
  private mutating func take(_ tree: MarkdownNode) -> MarkdownNode {
    var found: [(range: Range<SourcePosition>, node: MarkdownNode)] = []
    tree.forEach { node in
      if let range = node.range, node.isCode { found.append((range, node)) }
    }
    refuseLost(tree)
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    var kinds: [Range<SourcePosition>: MarkdownNode.Kind] = [:]
    for (range, node) in found {
      guard max(blocks.count, expressions.count) <= Self.mostOfKind else { break }
      switch node.kind {
      case .code(let code) where code.isFenced:
        if takeBlock(code.text, range) { kinds[range] = .lessonBlock(blocks.count - 1) }
      case .codeSpan(let code):
        if takeExpression(code, range) { kinds[range] = .lessonExpression(expressions.count - 1) }
      default: break
      }
    }
    if let range = blocks.dropFirst(Self.mostOfKind).first?.fence
      ?? expressions.dropFirst(Self.mostOfKind).first?.range
    {
      report(
        "a lesson holds at most \(Self.mostOfKind) blocks and as many expressions; this is one more",
        at: range.lowerBound)
    }
    return tree.mapKinds { node in node.isCode ? node.range.flatMap { kinds[$0] } : nil }
  }

  /// An expression at an unknown position could be run, but neither reported nor replaced.
  private mutating func refuseLost(_ tree: MarkdownNode) {
    var block = SourcePosition.start
    var lost: [SourcePosition] = []
    tree.forEach { node in
      if let range = node.range { block = range.lowerBound }
      if case .codeSpan(let code) = node.kind, Self.isExpression(code), node.range == nil {
        lost.append(block)
      }
    }
    for position in lost {
      report("an expression of this paragraph is hard to find; write it on one line", at: position)
    }
  }

  private static func isExpression(_ code: String) -> Bool { InlineOpening(code[...]) != nil }

  private mutating func takeBlock(_ text: String, _ range: Range<SourcePosition>) -> Bool {
    guard let reader = BlockReader(text, in: source, at: range, of: .lesson, path: path) else { return false }
    diagnostics += reader.diagnostics
    guard let options = reader.options else { return false }
    if let id = options.id { refuseRepeated(id) }
    if let part = options.options.exercise, let word = options.exercise {
      exercises.append(ExerciseCheck.Part(part: part, block: blocks.count, word: word.range))
    }
    blocks.append(
      Block(
        index: blocks.count, options: options.options, fence: reader.opening, lines: reader.lines,
        lastLine: range.upperBound.line))
    return true
  }

  /// Figures are files named after their block, and some file systems do not distinguish `Loss` from `loss`.
  private mutating func refuseRepeated(_ id: BlockOptionsReader.Word) {
    let name = id.value ?? ""
    if let first = ids.first(where: { $0.name.lowercased() == name.lowercased() }) {
      let note = Diagnostic.Note("'\(first.name)' is here", path: path, at: first.range.lowerBound)
      diagnostics.append(
        Diagnostic(path: path, at: id.range, "another block is already called '\(first.name)'", notes: [note])
      )
    } else {
      ids.append((name, id.range))
    }
  }

  /// Links prefer headings, which have GitHub's anchors.
  private mutating func warnOfTakenIDs(_ document: MarkdownNode) {
    let anchors = Set(PlainProse().anchors(of: document))
    for id in ids where anchors.contains(id.name) {
      diagnostics.append(
        Diagnostic(
          .warning, path: path, at: id.range,
          "links to '#\(id.name)' reach the heading of that name, not this block; another 'id=' avoids that"))
    }
  }

  private mutating func refuseLostCaptions(_ document: MarkdownNode) {
    var lost: [SourcePosition] = []
    document.forEach { node in
      guard case .lessonBlock(let index) = node.kind, !blocks[index].options.showsResults else { return }
      lost += node.children.compactMap(\.range?.lowerBound)
    }
    for position in lost {
      report(
        "a caption, which begins with ': ', stands below a block that shows results; this one shows none",
        at: position)
    }
  }

  private mutating func takeExpression(_ code: String, _ range: Range<SourcePosition>) -> Bool {
    guard let opening = InlineOpening(code[...]) else { return false }
    if let problem = opening.problem { report(problem, at: range.lowerBound) }
    let expression = code.dropFirst(opening.length).trimmingPrefix { $0 == " " }
    // The span's own blanks and backquotes precede the code; the text that cmark removed is taken from the file.
    let span = source.slice(source.offset(of: range.lowerBound)..<source.offset(of: range.upperBound))
    let brace = span.firstRange(of: InlineOpening.beginning).flatMap {
      span[$0.upperBound...].firstIndex(of: "}")
    }
    let before = brace.map { span[...$0].unicodeScalars.count } ?? 0
    let blanks = span.unicodeScalars.dropFirst(before).prefix { $0 == " " }.count
    guard !expression.allSatisfy({ $0 == " " }) else {
      report("no expression follows '{swift-dt}'", at: range.lowerBound)
      return true
    }
    expressions.append(
      InlineExpression(
        index: expressions.count, code: String(expression),
        start: SourcePosition(line: range.lowerBound.line, column: range.lowerBound.column + before + blanks),
        escapes: Self.escapes(of: expression, in: span.unicodeScalars.dropFirst(before + blanks)),
        range: range, tolerance: opening.tolerance, blocksBefore: blocks.count))
    return true
  }

  /// The indices of an expression's characters that have a backslash before them in the file; tables need one before
  /// bars.
  private static func escapes(of code: Substring, in written: Substring.UnicodeScalarView) -> [Int] {
    guard code.utf8.contains(UInt8(ascii: "|")) else { return [] }
    var escapes: [Int] = []
    var rest = written[...]
    for (index, scalar) in code.unicodeScalars.enumerated() {
      if scalar == "|", rest.first == "\\" {
        escapes.append(index)
        rest.removeFirst()
      }
      _ = rest.popFirst()
    }
    return escapes
  }

  // MARK: Translation

  private mutating func readTranslation(_ document: MarkdownNode) -> TranslationRecord? {
    for node in document.children {
      guard case .html(let html) = node.kind, html.contains(TranslationRecord.commentLabel) else { continue }
      if let record = TranslationRecord(comment: html) { return record }
      report(
        "the translation record is not the JSON that Co-op Translator writes, with 'original_hash', 'source_file' "
          + "and 'language_code'",
        at: node.range?.lowerBound ?? .start)
    }
    return nil
  }

  private mutating func report(_ message: String, at position: SourcePosition) {
    let end = SourcePosition(line: position.line, column: position.column + 1)
    diagnostics.append(Diagnostic(path: path, at: position..<end, message))
  }
}
