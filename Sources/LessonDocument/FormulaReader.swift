import Formulas
import LessonCore

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
  /// Whether formulas refer to one another.
  private(set) var usesNumbers = false

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
    return formula(tex, written: written, isDisplay: span.isDisplay, looks: text.count) { range in
      let bytes = range.map(upTo: { String(tex.unicodeScalars.prefix($0)).utf8.count + found.tex.lowerBound })
      return FormulaPlaces(text, of: block(), in: source).range(ofBytes: bytes)
    }
  }

  /// The formula that stands in a fence.
  ///
  /// - Parameter starts: Where the lines of the fence begin.
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
    // To find the nearest of the known words takes as long as a look through so much.
    self.looks += 2_000 + looks
    let (message, range) = find()
    return Formula.Problem(message: message, range: range)
  }
}

extension Range<Int> {
  fileprivate func map(upTo count: (Int) -> Int) -> Range<Int> { count(lowerBound)..<count(upperBound) }
}
