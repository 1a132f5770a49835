/// Reads the formulas of a document and knows where in the file they stand.
final class FormulaReader {
  /// How much of a document is looked through for the places of wrong formulas, in bytes. Paragraphs of a usual length
  /// are far below that, and a long one full of errors does not take its length by the number of these.
  private static let mostLooks = 1_000_000

  private let source: SourceText
  private let spans: FormulaSpans
  private var looks = 0
  /// What was read before; texts say the same symbols again and again.
  private var known: [String: Math] = [:]

  init(_ source: SourceText, _ spans: FormulaSpans) {
    self.source = source
    self.spans = spans
  }

  /// The formula that a node of cmark's stands for, which has its text from a block; `nil` when it is code.
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
    let meaning = meaning(of: tex, looks: text.count) { range in
      let bytes = range.map(upTo: { String(tex.unicodeScalars.prefix($0)).utf8.count + found.tex.lowerBound })
      return FormulaPlaces(text, of: block(), in: source).range(ofBytes: bytes)
    }
    return Formula(tex: tex, written: written, isDisplay: span.isDisplay, meaning: meaning)
  }

  /// The formula that stands in a fence.
  ///
  /// - Parameter starts: Where the lines of the fence begin.
  func formula(inFence tex: String, starts: () -> [SourcePosition]) -> Formula {
    let meaning = meaning(of: tex, looks: tex.utf8.count) { range in
      let before = tex.unicodeScalars.prefix(range.lowerBound).split(
        separator: "\n", omittingEmptySubsequences: false)
      let starts = starts()
      var start = starts[min(before.count, starts.count) - 1]
      start.column += before[before.count - 1].count
      return start..<SourcePosition(line: start.line, column: start.column + range.count)
    }
    return Formula(
      tex: tex.trimmingLineEnd, written: tex, isDisplay: true, meaning: meaning)
  }

  private static let unclosed =
    "this formula is not closed by '$$' in its paragraph; an empty line ends a paragraph, and so does one that Markdown "
    + "takes for the beginning of a list, a quote or a heading"

  private func meaning(
    of tex: String, looks: Int, place: (Range<Int>) -> Range<SourcePosition>
  ) -> Formula.Meaning {
    if let math = known[tex] { return .math(math) }
    do {
      let math = try TeXParser.parse(tex)
      known[tex] = math
      return .math(math)
    } catch {
      return .problem(problem(looks: looks) { (error.message, place(error.range)) })
    }
  }

  private func problem(looks: Int, _ find: () -> (String, Range<SourcePosition>)) -> Formula.Problem? {
    guard self.looks < Self.mostLooks else { return nil }
    // To find the nearest of the known words takes as long as a look through so much.
    self.looks += 2_000 + looks
    let (message, range) = find()
    return Formula.Problem(message: message, range: range)
  }
}

extension Range<Int> {
  fileprivate func map(upTo count: (Int) -> Int) -> Range<Int> { count(lowerBound)..<count(upperBound) }
}
