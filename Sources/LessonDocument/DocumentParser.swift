import LessonCore

/// Reads a document: Markdown that is checked where it stands, and whose blocks form one program or several.
package struct DocumentParser {
  /// The programs of a document, each as an outline of its blocks, in the order of their first blocks.
  package struct Result {
    /// Without the blocks that cannot be read; empty if the whole document cannot.
    package var programs: [LessonOutline] = []
    package var diagnostics: [Diagnostic] = []
  }

  /// A block with what decides its program.
  private struct Found {
    let block: Block
    let isOfEngine: Bool
  }

  private let path: String
  private let source: SourceText
  private let rules: ProjectSettings.Documents
  private let kind: FileKind
  private let skipped: [Regex<AnyRegexOutput>]
  private var found: [Found] = []
  private var diagnostics: [Diagnostic] = []

  /// Reads a document from the bytes of its file.
  ///
  /// - Parameters:
  ///   - file: The document's file.
  ///   - rules: The settings of the document.
  package static func read(
    _ file: LessonFile, bytes: [UInt8], rules: ProjectSettings.Documents
  ) -> Result {
    do {
      let source = try LessonParser.read(path: file.path, bytes: bytes)
      var parser = try DocumentParser(path: file.path, source: source, rules: rules)
      try parser.findBlocks()
      return parser.result(file)
    } catch {
      return Result(diagnostics: [error])
    }
  }

  private init(path: String, source: SourceText, rules: ProjectSettings.Documents) throws(Diagnostic) {
    self.path = path
    self.source = source
    self.rules = rules
    kind = .document(fences: rules.fences)
    var skipped: [Regex<AnyRegexOutput>] = []
    for pattern in rules.skip {
      guard let regex = try? Regex(pattern) else {
        throw Diagnostic(path: path, at: nil, "the pattern '\(pattern)' of 'skip' is no regular expression")
      }
      skipped.append(regex)
    }
    self.skipped = skipped
  }

  // MARK: Blocks

  /// The largest number of blocks of a document.
  package static let mostBlocks = 1_000

  private var headings: [Int] = []

  private mutating func findBlocks() throws(Diagnostic) {
    let document = try LessonParser.document(
      of: source, path: path, skippedLines: FrontMatterReader.lineCount(of: source))
    var fences: [(text: String, range: Range<SourcePosition>)] = []
    document.forEach { node in
      guard let range = node.range else { return }
      switch node.kind {
      case .heading: headings.append(range.lowerBound.line)
      case .code(let code) where code.isFenced: fences.append((code.text, range))
      default: break
      }
    }
    headings.sort()
    for fence in fences.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      take(fence.text, fence.range)
      guard found.count <= Self.mostBlocks else {
        throw Diagnostic(
          path: path, at: found[Self.mostBlocks].block.fence,
          "a document holds at most \(Self.mostBlocks) blocks; this is one more")
      }
    }
    diagnostics += LostFences.warnings(in: document, of: source, kind: kind, path: path)
    diagnostics += OptionComment.warnings(
      in: document, of: source, fences: Set(found.map(\.block.fence.lowerBound.line)), path: path)
    diagnostics += TurnedCode.warnings(in: document, of: source, path: path)
  }

  private mutating func take(_ text: String, _ range: Range<SourcePosition>) {
    guard let reader = BlockReader(text, in: source, at: range, of: kind, path: path),
      var options = reader.options?.options
    else { return }
    diagnostics += reader.diagnostics
    if !reader.isWhole || skipped.contains(where: { text.contains($0) }) { options.execution = .skipped }
    found.append(
      Found(
        block: Block(
          index: found.count, options: options, fence: reader.opening, lines: reader.lines,
          lastLine: range.upperBound.line),
        isOfEngine: reader.isOfEngine))
  }

  // MARK: Programs

  /// What blocks of one program have in common.
  private enum ProgramKey: Hashable {
    case group(String)
    /// How many headings and `reset` blocks are before.
    case part(headings: Int, resets: Int)
    case block(Int)
  }

  private func keys() -> [ProgramKey] {
    var resets = 0
    return found.map { found in
      let options = found.block.options
      if options.startsProgram { resets += 1 }
      if let group = options.group { return .group(group) }
      let line = found.block.fence.lowerBound.line
      return switch rules.isolation {
      case .page: .part(headings: 0, resets: resets)
      case .heading: .part(headings: headings.count { $0 < line }, resets: resets)
      case .block: .block(found.block.index)
      }
    }
  }

  private func result(_ file: LessonFile) -> Result {
    var result = Result(diagnostics: diagnostics.sorted().shortened(in: path))
    var order: [ProgramKey] = []
    var programs: [ProgramKey: [Found]] = [:]
    for (key, found) in zip(keys(), found) {
      if programs[key] == nil { order.append(key) }
      programs[key, default: []].append(found)
    }
    result.programs = order.map { outline(file, programs[$0] ?? []) }
    return result
  }

  private func outline(_ file: LessonFile, _ found: [Found]) -> LessonOutline {
    let blocks = found.enumerated().map { index, found in
      Block(
        index: index, options: found.block.options, fence: found.block.fence, lines: found.block.lines,
        lastLine: found.block.lastLine)
    }
    return LessonOutline(
      path: path, language: file.language, name: file.name, frontMatter: FrontMatter(), translation: nil,
      blocks: blocks, inlineExpressions: [],
      document: DocumentCode(
        valueComments: rules.valueComments, usesEngine: found.contains(where: \.isOfEngine))
    )
  }
}
