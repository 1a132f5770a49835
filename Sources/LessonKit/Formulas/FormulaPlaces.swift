/// Where the bytes of a block's text, as cmark reads it, stand in the file.
///
/// cmark's own columns do not count what stands before a paragraph's later lines, nor escapes in tables. But each line of
/// the text ends as the line of the file does, and a cell of a table is known by its number.
struct FormulaPlaces {
  /// The kinds of blocks that hold text, and the lines of the file that they take.
  enum Block {
    case paragraph(ClosedRange<Int>)
    case heading(ClosedRange<Int>)
    /// A cell of a row, counted from 0.
    case cell(Int, line: Int)
  }

  private let lines: [TextLine]
  private let block: Block
  private let source: SourceText

  private struct TextLine {
    let bytes: Range<Int>
    let text: [UInt8]

    /// The scalars before a byte, or all.
    func scalars(before byte: Int) -> [Unicode.Scalar] {
      let end = max(bytes.lowerBound, min(byte, bytes.upperBound)) - bytes.lowerBound
      return Array(String(decoding: text[..<end], as: UTF8.self).unicodeScalars)
    }
  }

  init(_ text: [UInt8], of block: Block, in source: SourceText) {
    lines = Self.lines(of: text)
    self.block = block
    self.source = source
  }

  /// The places of some bytes of the text; at least one column.
  func range(ofBytes bytes: Range<Int>) -> Range<SourcePosition> {
    let start = position(ofByte: bytes.lowerBound)
    let next = SourcePosition(line: start.line, column: start.column + 1)
    return start..<max(next, position(ofByte: bytes.upperBound))
  }

  private func position(ofByte byte: Int) -> SourcePosition {
    let index = lines.lastIndex { $0.bytes.lowerBound <= byte } ?? 0
    let line = lines[index]
    let before = line.scalars(before: byte).count
    let whole = line.scalars(before: line.bytes.upperBound)
    let number = lineNumber(of: index)
    guard source.lines.indices.contains(number - 1) else { return .start }
    let written = written(inLine: number)
    let column =
      if case .cell(let cell, _) = block {
        Self.column(of: before, inCell: cell, whole, of: written)
      } else {
        Self.start(of: whole, in: written).map { $0 + before }
      }
    return SourcePosition(line: number, column: (column ?? 0) + 1)
  }

  private func lineNumber(of index: Int) -> Int {
    let fromEnd = lines.count - 1 - index
    return switch block {
    case .paragraph(let lines): lines.upperBound - fromEnd
    case .heading(let lines): (lines.count == 1 ? lines.lowerBound : lastLine(ofHeadingIn: lines)) - fromEnd
    case .cell(_, let line): line
    }
  }

  /// Below a heading of several lines stands its rule, and sometimes cmark counts the empty line after that.
  private func lastLine(ofHeadingIn range: ClosedRange<Int>) -> Int {
    let text = lines[lines.count - 1]
    let scalars = text.scalars(before: text.bytes.upperBound)
    return range.last { Self.start(of: scalars, in: written(inLine: $0)) != nil } ?? range.lowerBound
  }

  /// A line of the file as cmark sees it, which has another character in the place of NUL.
  private func written(inLine number: Int) -> [Unicode.Scalar] {
    source.lines[number - 1].unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
  }

  /// The lines of a text; an empty one at the end is none.
  private static func lines(of text: [UInt8]) -> [TextLine] {
    var lines: [TextLine] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 10 || byte == 13 {
      if byte == 13, index + 1 < text.count, text[index + 1] == 10 { continue }
      let end = byte == 10 && index > start && text[index - 1] == 13 ? index - 1 : index
      lines.append(TextLine(bytes: start..<end, text: Array(text[start..<end])))
      start = index + 1
    }
    if start < text.count || lines.isEmpty {
      lines.append(TextLine(bytes: start..<text.count, text: Array(text[start...])))
    }
    return lines
  }

  /// Where the text of a line begins in the line of the file: both end alike, but for blanks and the marks that close
  /// headings.
  private static func start(of text: [Unicode.Scalar], in written: [Unicode.Scalar]) -> Int? {
    let text = text.trimmingBlanksAtEnd
    var rest = written.trimmingBlanksAtEnd
    if !rest.ends(with: text) {
      while rest.last == "#" { rest.removeLast() }
      rest = rest.trimmingBlanksAtEnd
    }
    return rest.ends(with: text) ? rest.count - text.count : nil
  }

  // MARK: Tables

  /// Where a scalar of a cell's text stands in the row.
  private static func column(
    of scalar: Int, inCell number: Int, _ text: [Unicode.Scalar], of written: [Unicode.Scalar]
  ) -> Int? {
    let bars = written.indices.filter { written[$0] == "|" && ($0 == 0 || written[$0 - 1] != "\\") }
    let bounds = [-1] + bars + [written.count]
    let first = isMargin(written[..<bounds[1]]) ? 1 : 0
    guard first + number + 1 < bounds.count else { return nil }
    let cell = written[(bounds[first + number] + 1)..<bounds[first + number + 1]]
    var column = cell.firstIndex { $0 != " " && $0 != "\t" } ?? cell.startIndex
    if first + number == 0 { column = start(ofFirst: text, in: cell) ?? column }
    for _ in 0..<scalar {
      // cmark takes the backslash away.
      if isEscapedBar(column, of: written) { column += 1 }
      column += 1
    }
    return isEscapedBar(column, of: written) ? column + 1 : column
  }

  private static func isEscapedBar(_ index: Int, of written: [Unicode.Scalar]) -> Bool {
    index + 1 < written.count && written[index] == "\\" && written[index + 1] == "|"
  }

  /// A row without a bar at its beginning has the marks of quotes and lists in the place where its first cell begins.
  private static func start(ofFirst text: [Unicode.Scalar], in cell: ArraySlice<Unicode.Scalar>) -> Int? {
    let escapes = cell.indices.filter { isEscapedBar($0, of: Array(cell)) }.count
    let end = Array(cell).trimmingBlanksAtEnd.count
    return end >= text.count + escapes ? end - text.count - escapes : nil
  }

  /// Whether nothing but the marks of quotes and lists stands before a row's first bar.
  private static func isMargin(_ beginning: ArraySlice<Unicode.Scalar>) -> Bool {
    String(String.UnicodeScalarView(beginning)).wholeMatch(
      of: #/(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*/#) != nil
  }
}

extension [Unicode.Scalar] {
  fileprivate var trimmingBlanksAtEnd: Self {
    var rest = self
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }

  fileprivate func ends(with other: Self) -> Bool { suffix(other.count).elementsEqual(other) }
}
