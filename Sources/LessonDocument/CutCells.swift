import LessonCore

/// Finds expressions and formulas that are cut by table cells: a bar ends a cell even inside code and formulas.
struct CutCells {
  private let source: SourceText
  private let path: String
  private var diagnostics: [Diagnostic] = []

  /// An error for each expression that is cut or is in a surplus cell, and a warning for each formula that is cut.
  static func problems(in document: MarkdownNode, of source: SourceText, path: String) -> [Diagnostic] {
    var finder = CutCells(source: source, path: path)
    document.forEach { node in
      guard case .tableRow = node.kind, let range = node.range else { return }
      finder.look(at: node, inLine: range.lowerBound.line)
    }
    return finder.diagnostics
  }

  private init(source: SourceText, path: String) {
    self.source = source
    self.path = path
  }

  private mutating func look(at row: MarkdownNode, inLine number: Int) {
    let part = source.lines.part(number - 1)
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "$") }) else { return }
    let line = Array(part.utf8)
    let start = source.bytes(ofLine: number).lowerBound
    findExpressions(line, start, outside: spans(of: row))
    findFormulas(line, start)
  }

  /// The ranges of the row's code spans in bytes, as far as they are known.
  private func spans(of row: MarkdownNode) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    row.forEach { node in
      switch node.kind {
      case .codeSpan, .lessonExpression:
        if let range = node.range {
          spans.append(source.offset(of: range.lowerBound)..<source.offset(of: range.upperBound))
        }
      default: break
      }
    }
    return spans
  }

  // MARK: Expressions

  private mutating func findExpressions(_ line: [UInt8], _ start: Int, outside spans: [Range<Int>]) {
    var index = 0
    var spans = spans[...]
    // Of hundreds of unclosed expressions, it is enough to look at a few.
    var unclosed = 0
    while unclosed < 64, let open = line[index...].firstIndex(of: UInt8(ascii: "`")) {
      let length = line[open...].prefix { $0 == UInt8(ascii: "`") }.count
      index = open + length
      spans = spans.drop { $0.upperBound <= start + open }
      guard line[index...].starts(with: InlineOpening.beginning.utf8), !line.isEscaped(open),
        spans.first?.contains(start + open) != true
      else { continue }
      guard let end = line.closingRun(length, after: index) else {
        unclosed += 1
        continue
      }
      let isCut = line[index..<end].indices.contains { line[$0] == UInt8(ascii: "|") && !line.isEscaped($0) }
      report(
        .error, start + open..<start + end + length,
        isCut
          ? "a '|' ends the cell in the middle of this expression; in the code of a table a bar is written '\\|'"
          : "this cell is one more than the table has columns, so that its expression is left out")
      index = end + length
    }
  }

  // MARK: Formulas

  private mutating func findFormulas(_ line: [UInt8], _ start: Int) {
    var finder = FormulaFinder(line)
    var index = 0
    while let dollar = line[index...].firstIndex(of: UInt8(ascii: "$")) {
      index = dollar + 1
      guard !line.isEscaped(dollar), let formula = finder.formula(at: dollar) else { continue }
      index = formula.range.upperBound
      let tex = line[formula.tex]
      let isCut = tex.indices.contains { line[$0] == UInt8(ascii: "|") && !line.isEscaped($0) }
      guard isCut, tex.contains(where: { $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: " ") }) else {
        continue
      }
      report(
        .warning, start + formula.range.lowerBound..<start + formula.range.upperBound,
        "a '|' ends the cell in the middle of this formula; in a table a bar is written '\\|' or '\\vert'")
    }
  }

  private mutating func report(_ severity: Diagnostic.Severity, _ bytes: Range<Int>, _ message: String) {
    let range = source.position(ofOffset: bytes.lowerBound)..<source.position(ofOffset: bytes.upperBound)
    diagnostics.append(Diagnostic(severity, path: path, at: range, message))
  }
}

extension [UInt8] {
  /// Whether an unescaped backslash precedes a byte.
  fileprivate func isEscaped(_ index: Int) -> Bool {
    !self[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
  }

  /// The position of the next run of `length` backquotes.
  fileprivate func closingRun(_ length: Int, after start: Int) -> Int? {
    var index = start
    while let open = self[index...].firstIndex(of: UInt8(ascii: "`")) {
      let found = self[open...].prefix { $0 == UInt8(ascii: "`") }.count
      if found == length { return open }
      index = open + found
    }
    return nil
  }
}
