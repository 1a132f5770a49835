import CMarkGFM

/// Finds the formulas of a text while cmark reads it, as an extension of its inline syntax.
///
/// cmark calls the extension for each dollar sign that has no other meaning to it: not for one in code, HTML or an
/// address, nor after a backslash. So Markdown does not interpret the content of formulas.
package final class FormulaSpans {
  /// The texts of blocks as cmark reads them: without quote markers and indentation.
  package private(set) var texts: [[UInt8]] = []
  /// The formulas in the order in which they were found.
  private(set) var spans: [Span] = []

  /// A formula in the text of a block.
  package struct Span {
    /// The index of the block's text in `texts`.
    package let text: Int
    let delimited: DelimitedFormula
    package let isDisplay: Bool
  }

  /// The block of the last text.
  private var block: OpaquePointer?
  private var finder = FormulaFinder([])

  /// The formula that a code node represents.
  package func span(of node: OpaquePointer) -> Span? {
    let number = Int(bitPattern: cmark_node_get_user_data(node))
    // Citations have negative numbers.
    return number > 0 ? spans[number - 1] : nil
  }

  /// Finds the formula that a dollar sign opens.
  ///
  /// - Parameters:
  ///   - start: The index of the sign in the text of the block.
  ///   - end: Set to the index after the formula.
  /// - Returns: The formula's number, counted from 1; 0 if there is no formula.
  package func find(in block: OpaquePointer, at start: Int, end: inout Int) -> Int {
    if block != self.block {
      self.block = block
      texts.append(Array(String(cString: cmark_node_get_string_content(block)).utf8))
      finder = FormulaFinder(texts[texts.count - 1])
    }
    guard let found = finder.formula(at: start) else { return 0 }
    let isInCell = String(cString: cmark_node_get_type_string(block)) == "table_cell"
    spans.append(
      Span(text: texts.count - 1, delimited: found, isDisplay: found.isDisplay && !isInCell))
    end = found.range.upperBound
    return spans.count
  }
}

/// A formula and its delimiters, as byte ranges of the text that contains it.
struct DelimitedFormula: Hashable {
  /// Including its delimiters.
  let range: Range<Int>
  let tex: Range<Int>
  let isDisplay: Bool
  /// Whether it has a closing delimiter. Only a display formula that opens a paragraph is accepted without one.
  var isClosed = true
}

/// Finds formulas between dollar signs in the text of a block.
///
/// `$` opens a formula if no blank follows and no letter or digit precedes it, and closes it under the mirrored
/// conditions, so that prices stay prices. Blanks may touch the delimiters of `` $`…`$ `` and `$$…$$`. A sign alone in
/// a `span` element is a currency sign, as GitHub's documentation says.
struct FormulaFinder {
  private let text: [UInt8]
  /// Dollar signs before this index open nothing.
  private var passed = 0
  /// Each `$$` that opens before this index is unclosed.
  private var unclosedBefore = 0

  init(_ text: [UInt8]) { self.text = text }

  /// The formula that a dollar sign opens. Calling this for each sign in order takes linear time in total.
  mutating func formula(at start: Int) -> DelimitedFormula? {
    guard start >= passed, start < text.count else { return nil }
    let dollars = text[start...].prefix { $0 == .dollar }.count
    passed = start + dollars
    guard start == 0 || !text[start - 1].isWord, !isAloneInSpan(start) else { return nil }
    switch dollars {
    case 1: return text[byte: start + 1] == .backquote ? quoted(start) : inline(start)
    case 2: return display(start)
    default: return nil
    }
  }

  /// `$x$`
  private func inline(_ start: Int) -> DelimitedFormula? {
    guard let first = text[byte: start + 1], !first.isBlank else { return nil }
    let end = closing(after: start + 1, length: 1)
    guard text[byte: end] == .dollar, !text[end - 1].isBlank, text[byte: end + 1]?.isWord != true else {
      return nil
    }
    return DelimitedFormula(range: start..<end + 1, tex: start + 1..<end, isDisplay: false)
  }

  /// `` $`x`$ ``
  private func quoted(_ start: Int) -> DelimitedFormula? {
    let end = text[(start + 2)...].firstIndex(of: .backquote) ?? text.count
    guard end > start + 2, text[byte: end + 1] == .dollar, text[byte: end + 2]?.isWord != true else {
      return nil
    }
    return DelimitedFormula(range: start..<end + 2, tex: start + 2..<end, isDisplay: false)
  }

  /// `$$x$$`
  private mutating func display(_ start: Int) -> DelimitedFormula? {
    let end = start < unclosedBefore ? text.count : closing(after: start + 2, length: 2)
    guard text[byte: end] == .dollar else {
      unclosedBefore = max(unclosedBefore, end)
      // The author's intention is clear, and readers could not make sense of the TeX source.
      let opensBlock = start == 0 && (text[byte: 2]?.isLineEnd ?? true || text.contains(.backslash))
      return opensBlock
        ? DelimitedFormula(range: 0..<2, tex: 2..<2, isDisplay: true, isClosed: false) : nil
    }
    guard !text[start + 2..<end].allSatisfy(\.isBlank) else { return nil }
    return DelimitedFormula(range: start..<end + 2, tex: start + 2..<end, isDisplay: true)
  }

  /// Whether a dollar sign is directly between a start tag and its end tag: `<span>$</span>`.
  private func isAloneInSpan(_ index: Int) -> Bool {
    guard index > 5, text[index - 1] == UInt8(ascii: ">"), text[byte: index + 1] == UInt8(ascii: "<"),
      let tag = text[..<index].suffix(Self.longestSpan).lastIndex(of: UInt8(ascii: "<"))
    else { return false }
    let opening = text[tag...].prefix(5).map { $0 | 0x20 }
    let closing = text[(index + 1)...].prefix(7).map { $0 | 0x20 }
    // The lowercase bit is already set in a slash and in angle brackets.
    return opening.elementsEqual("<span".utf8) && closing.elementsEqual("</span>".utf8)
  }

  /// How far before a sign to search for its start tag, in bytes.
  private static let longestSpan = 256

  /// The index of the next `length` dollar signs, or of what rules them out: code, or the end of the text.
  ///
  /// The code of an inline value is accepted here, so that the reader of the formula reports it.
  private func closing(after start: Int, length: Int) -> Int {
    var index = start
    while index < text.count {
      switch text[index] {
      case .backslash: index += 1
      case .dollar where isAloneInSpan(index): break
      case .dollar where length == 1 || text[byte: index + 1] == .dollar: return index
      case .backquote:
        guard text[(index + 1)...].starts(with: InlineOpening.beginning.utf8),
          let end = text[(index + 1)...].firstIndex(of: .backquote)
        else { return index }
        index = end
      default: break
      }
      index += 1
    }
    return text.count
  }
}

extension [UInt8] {
  /// The byte at an index, or `nil` beyond the end.
  fileprivate subscript(byte index: Int) -> UInt8? { index < count ? self[index] : nil }
}

extension UInt8 {
  fileprivate static let dollar = UInt8(ascii: "$")
  fileprivate static let backquote = UInt8(ascii: "`")
  fileprivate static let backslash = UInt8(ascii: "\\")

  fileprivate var isLineEnd: Bool { self == 10 || self == 13 }

  fileprivate var isBlank: Bool { self == 32 || (9...13).contains(self) }

  fileprivate var isWord: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
