import Formulas
import LessonCore

/// Reads the formulas of a document and finds their positions in the file.
final class FormulaReader {
  /// The limit of bytes searched for the positions of wrong formulas. Paragraphs of usual length stay far below it. It
  /// prevents quadratic time in a long paragraph full of errors.
  private static let mostLooks = 1_000_000

  private let source: SourceText
  private let spans: FormulaSpans
  private var looks = 0
  /// A cache of formulas: texts repeat the same symbols.
  private var known: [String: Math] = [:]
  /// Whether formulas refer to each other.
  private(set) var usesNumbers = false

  init(_ source: SourceText, _ spans: FormulaSpans) {
    self.source = source
    self.spans = spans
  }

  /// The formula of a cmark node, whose text comes from a block; `nil` if the node is code.
  func formula(_ node: OpaquePointer, in block: () -> FormulaPlaces.Block) -> Formula? {
    guard let span = spans.span(of: node) else { return nil }
    let text = spans.texts[span.text]
    let found = span.delimited
    let written = String(decoding: text[found.range], as: UTF8.self)
    guard found.isClosed else {
      let problem = problem(looks: text.count) {
        (Self.unclosed, FormulaPlaces(text, of: block(), in: source).range(ofBytes: found.range))
      }
      return Formula(tex: "", written: written, isDisplay: true, meaning: .problem(problem))
    }
    let tex = String(decoding: text[found.tex], as: UTF8.self)
    return formula(tex, written: written, isDisplay: span.isDisplay, looks: text.count) { range in
      let bytes = range.map(upTo: { String(tex.unicodeScalars.prefix($0)).utf8.count + found.tex.lowerBound })
      return FormulaPlaces(text, of: block(), in: source).range(ofBytes: bytes)
    }
  }

  /// The formula in a fence.
  ///
  /// - Parameter starts: The positions where the lines of the fence begin.
  func formula(inFence tex: String, starts: () -> [SourcePosition]) -> Formula {
    formula(tex, shown: tex.trimmingLineEnd, written: tex, isDisplay: true, looks: tex.utf8.count) { range in
      let before = tex.unicodeScalars.prefix(range.lowerBound).split(
        separator: "\n", omittingEmptySubsequences: false)
      let starts = starts()
      var start = starts[min(before.count, starts.count) - 1]
      start.column += before[before.count - 1].count
      return start..<SourcePosition(line: start.line, column: start.column + range.count)
    }
  }

  private static let unclosed =
    "this formula is not closed by '$$' in its paragraph; an empty line ends a paragraph, and so does one that Markdown "
    + "takes for the beginning of a list, a quote or a heading"

  private func formula(
    _ tex: String, shown: String? = nil, written: String, isDisplay: Bool, looks: Int,
    place: (Range<Int>) -> Range<SourcePosition>
  ) -> Formula {
    let shown = shown ?? tex
    if let math = known[tex] {
      return Formula(tex: shown, written: written, isDisplay: isDisplay, meaning: .math(math))
    }
    do {
      let read = try TeXParser.read(tex, isDisplay: isDisplay)
      if read.isPlain { known[tex] = read.math } else { usesNumbers = true }
      let links = read.links.map { Formula.Link(name: $0.name, range: place($0.range), isLabel: $0.isLabel) }
      return Formula(
        tex: shown, written: written, isDisplay: isDisplay, meaning: .math(read.math), tag: read.tag,
        links: links)
    } catch {
      let problem = problem(looks: looks) { (error.message, place(error.range)) }
      return Formula(tex: shown, written: written, isDisplay: isDisplay, meaning: .problem(problem))
    }
  }

  private func problem(looks: Int, _ find: () -> (String, Range<SourcePosition>)) -> Formula.Problem? {
    guard self.looks < Self.mostLooks else { return nil }
    // Finding the most similar known word takes as long as searching this many bytes.
    self.looks += 2_000 + looks
    let (message, range) = find()
    return Formula.Problem(message: message, range: range)
  }
}

extension Range<Int> {
  fileprivate func map(upTo count: (Int) -> Int) -> Range<Int> { count(lowerBound)..<count(upperBound) }
}

// MARK: - Places

/// Maps the bytes of a block's text, as cmark reads it, to positions in the file.
///
/// cmark's own columns ignore the prefix of a paragraph's later lines, and escapes in tables. But each line of the text
/// has the same end as its line in the file, and a table cell is identified by its number.
package struct FormulaPlaces {
  /// The kinds of blocks that contain text, and their lines in the file.
  package enum Block {
    case paragraph(ClosedRange<Int>)
    case heading(ClosedRange<Int>)
    /// A cell of a row, counted from 0.
    case cell(Int, line: Int)
  }

  private let text: [UInt8]
  private let lines: [Range<Int>]
  private let block: Block
  private let source: SourceText

  package init(_ text: [UInt8], of block: Block, in source: SourceText) {
    self.text = text
    lines = Self.lines(of: text)
    self.block = block
    self.source = source
  }

  /// The positions of some bytes of the text, as a range of at least one column.
  package func range(ofBytes bytes: Range<Int>) -> Range<SourcePosition> {
    let start = position(ofByte: bytes.lowerBound)
    let next = SourcePosition(line: start.line, column: start.column + 1)
    return start..<max(next, position(ofByte: bytes.upperBound))
  }

  private func position(ofByte byte: Int) -> SourcePosition {
    let index = lines.lastIndex { $0.lowerBound <= byte } ?? 0
    let line = lines[index]
    let number = lineNumber(of: index)
    guard source.lines.indices.contains(number - 1) else { return .start }
    let before = Self.scalars(text[line.lowerBound..<min(byte, line.upperBound)])
    let column =
      if case .cell(let cell, _) = block {
        Self.column(
          of: before, inCell: cell, Self.scalars(text[line]),
          of: Array(source.lines[number - 1].unicodeScalars))
      } else {
        start(ofLine: line, in: number).map { $0 + before }
      }
    return SourcePosition(line: number, column: (column ?? 0) + 1)
  }

  private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.count
  }

  private func lineNumber(of index: Int) -> Int {
    let fromEnd = lines.count - 1 - index
    return switch block {
    case .paragraph(let lines): lines.upperBound - fromEnd
    case .heading(let lines): (lines.count == 1 ? lines.lowerBound : lastLine(ofHeadingIn: lines)) - fromEnd
    case .cell(_, let line): line
    }
  }

  /// A heading of several lines ends with its underline, and sometimes cmark counts the empty line after that.
  private func lastLine(ofHeadingIn range: ClosedRange<Int>) -> Int {
    range.last { start(ofLine: lines[lines.count - 1], in: $0) != nil } ?? range.lowerBound
  }

  /// The column where a line of the text begins in a line of the file, in scalars: both have the same end, except for
  /// blanks and the closing marks of headings.
  private func start(ofLine line: Range<Int>, in number: Int) -> Int? {
    let wanted = text[line].trimmingBlanksAtEnd
    // cmark replaces NUL.
    var rest = Array(source.lines[number - 1].replacing("\0", with: "\u{FFFD}").utf8)[...].trimmingBlanksAtEnd
    if !rest.suffix(wanted.count).elementsEqual(wanted) {
      while rest.last == UInt8(ascii: "#") { rest.removeLast() }
      rest = rest.trimmingBlanksAtEnd
    }
    guard rest.suffix(wanted.count).elementsEqual(wanted) else { return nil }
    return Self.scalars(rest.dropLast(wanted.count))
  }

  /// The byte ranges of a text's lines, without an empty line at the end.
  private static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 10 || byte == 13 {
      if byte == 13, index + 1 < text.count, text[index + 1] == 10 { continue }
      let end = byte == 10 && index > start && text[index - 1] == 13 ? index - 1 : index
      lines.append(start..<end)
      start = index + 1
    }
    return start < text.count || lines.isEmpty ? lines + [start..<text.count] : lines
  }

  // MARK: Tables

  /// The column in the row of a scalar in a cell's text, which has `count` scalars.
  private static func column(
    of scalar: Int, inCell number: Int, _ count: Int, of written: [Unicode.Scalar]
  ) -> Int? {
    let bars = written.indices.filter { written[$0] == "|" && ($0 == 0 || written[$0 - 1] != "\\") }
    let bounds = [-1] + bars + [written.count]
    let first = isMargin(written[..<bounds[1]]) ? 1 : 0
    guard first + number + 1 < bounds.count else { return nil }
    let cell = written[(bounds[first + number] + 1)..<bounds[first + number + 1]]
    var column = cell.firstIndex { $0 != " " && $0 != "\t" } ?? cell.startIndex
    if first + number == 0 { column = start(ofFirst: count, in: cell) }
    for _ in 0..<scalar {
      // cmark removes the backslash.
      if isEscapedBar(column, of: written) { column += 1 }
      column += 1
    }
    return isEscapedBar(column, of: written) ? column + 1 : column
  }

  private static func isEscapedBar(_ index: Int, of written: [Unicode.Scalar]) -> Bool {
    index + 1 < written.count && written[index] == "\\" && written[index + 1] == "|"
  }

  /// In a row without a leading bar, the markers of quotes and lists come before the first cell. The cell, whose number
  /// of scalars is known, ends before the first bar.
  private static func start(ofFirst count: Int, in cell: ArraySlice<Unicode.Scalar>) -> Int {
    var end = cell.endIndex
    while end > cell.startIndex, cell[end - 1] == " " || cell[end - 1] == "\t" { end -= 1 }
    let escapes = zip(cell, cell.dropFirst()).count { $0 == "\\" && $1 == "|" }
    return max(cell.startIndex, end - count - escapes)
  }

  /// Whether only the markers of quotes and lists precede a row's first bar.
  private static func isMargin(_ beginning: ArraySlice<Unicode.Scalar>) -> Bool {
    String(String.UnicodeScalarView(beginning)).wholeMatch(of: margin) != nil
  }

  nonisolated(unsafe) private static let margin = #/(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*/#
}

extension ArraySlice<UInt8> {
  fileprivate var trimmingBlanksAtEnd: Self {
    var rest = self
    while let last = rest.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { rest.removeLast() }
    return rest
  }
}
