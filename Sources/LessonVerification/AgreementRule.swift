import Foundation
import LessonCore
import LessonDisplay
import LessonPlots

/// The rule by which a fresh result agrees with a recorded one.
///
/// Words, integers, infinities and NaN agree only with themselves. Everything else depends on the case.
enum AgreementRule: Hashable {
  /// Both look the same to a reader: texts and tables character for character, plots to the digits of their data
  /// tables.
  case asWritten
  /// Floating-point numbers may differ by this fraction of the larger one, or on a logarithmic axis of their ratio.
  case within(Double)

  /// The first results of a block that do not agree, or differing counts of results.
  enum Disagreement: Hashable {
    /// Two results that do not agree, abbreviated, and the frame of a slider that they are, such as `γ = 0.5`.
    case results(String, String, frame: String? = nil)
    case counts(Int, Int)
  }

  /// The first disagreement of two runs of a block; `nil` if they agree.
  func disagreement(
    _ old: [BlockTranscript.Result], _ new: [BlockTranscript.Result]
  ) -> Disagreement? {
    for (a, b) in zip(old, new) where !agree(a, b) {
      return frameDisagreement(a, b) ?? .results(summary(a), summary(b))
    }
    return old.count == new.count ? nil : .counts(old.count, new.count)
  }

  /// The disagreement in the first frame that differs, if two results have the same frames otherwise.
  private func frameDisagreement(_ old: BlockTranscript.Result, _ new: BlockTranscript.Result)
    -> Disagreement?
  {
    guard case .shown(let a) = old, case .shown(let b) = new else { return nil }
    return frameDisagreement(a, b)
  }

  private func frameDisagreement(_ old: Shown, _ new: Shown) -> Disagreement? {
    switch (old, new) {
    case (.group(let a), .group(let b)) where a.count == b.count:
      return zip(a, b).first { !agree($0, $1) }.flatMap(frameDisagreement)
    case (.frames(let a), .frames(let b)) where a.hasSameControl(as: b):
      return zip(a.frames, b.frames).first { !agree($0.shown, $1.shown) }.map { old, new in
        .results(summary(old.shown), summary(new.shown), frame: a.caption(old.name))
      }
    default: return nil
    }
  }

  /// The difference between two runs of a block, word by word.
  func words(_ old: [BlockTranscript.Result], _ new: [BlockTranscript.Result]) -> WordDifference {
    func text(_ results: [BlockTranscript.Result]) -> String {
      results.map(\.wordsToCompare).joined(separator: "\n")
    }
    return WordDifference(text(old), text(new)) { agree($0, $1) }
  }

  private func agree(_ old: BlockTranscript.Result, _ new: BlockTranscript.Result) -> Bool {
    switch (old, new) {
    case (.printed(let a), .printed(let b)): agree(a, b)
    case (.message(let a), .message(let b)): agree(a, b)
    case (.shown(let a), .shown(let b)): agree(a, b)
    default: false
    }
  }

  func agree(_ old: Shown, _ new: Shown) -> Bool {
    switch (old.content, new.content) {
    case (.text(let a), .text(let b)): agree(a, b)
    case (.table(let a), .table(let b)): agree(a, b)
    case (.plot(let a), .plot(let b)): agree(a, b)
    case (.group(let a), .group(let b)): a.count == b.count && zip(a, b).allSatisfy(agree)
    case (.frames(let a), .frames(let b)):
      a.hasSameControl(as: b) && zip(a.frames, b.frames).allSatisfy { agree($0.shown, $1.shown) }
    default: false
    }
  }

  private func agree(_ old: Table, _ new: Table) -> Bool {
    guard old.title == new.title, old.columns == new.columns, old.rows.count == new.rows.count else {
      return false
    }
    return zip(old.rows, new.rows).allSatisfy { a, b in
      a.count == b.count
        && zip(old.columns, zip(a, b)).allSatisfy { column, cells in agree(cells.0, cells.1, column) }
    }
  }

  private func agree(_ old: Table.Cell, _ new: Table.Cell, _ column: Table.Column) -> Bool {
    if case .within(let tolerance) = self, case .number(let a) = old, case .number(let b) = new {
      return a.agrees(with: b, within: tolerance)
    }
    return agree(column.text(of: old), column.text(of: new))
  }

  /// Whether two plots have the same kind and the same words, and their numbers agree group by group.
  private func agree<Kind: Plot>(_ old: Kind, _ new: any Plot) -> Bool {
    guard var new = new as? Kind else { return false }
    var old = old
    let (a, b) = (old.takeNumbers(), new.takeNumbers())
    return old == new && a.count == b.count && zip(a, b).allSatisfy(agree)
  }

  private func agree(_ old: PlotNumbers, _ new: PlotNumbers) -> Bool {
    guard old.kind == new.kind, old.values.count == new.values.count else { return false }
    switch (self, old.kind) {
    case (.within(let tolerance), .classes): return old.agreeInShares(with: new, within: tolerance)
    case (.within(let tolerance), .brightness):
      return zip(old.values, new.values).allSatisfy { abs($0 - $1) <= tolerance * 255 }
    case (.asWritten, .classes), (.asWritten, .brightness): return old == new
    case (.asWritten, .linear), (.asWritten, .logarithmic):
      return zip(old.values, new.values).allSatisfy { $0.isWritten(like: $1) }
    case (.within(let tolerance), .linear):
      return zip(old.values, new.values).allSatisfy { $0.agreesOnAxis(with: $1, within: tolerance) }
    case (.within(let tolerance), .logarithmic):
      return zip(old.values, new.values).allSatisfy { $0.agreesOnLogAxis(with: $1, within: tolerance) }
    }
  }

  /// Whether two texts are equal, or have equal words between numbers that agree.
  func agree(_ old: String, _ new: String) -> Bool {
    if old.utf8.elementsEqual(new.utf8) { return true }
    // Texts that differ can agree only if both contain numbers.
    guard case .within(let tolerance) = self, tolerance > 0, old.hasDigit, new.hasDigit else { return false }
    let a = NumberedText(old)
    let b = NumberedText(new)
    guard a.words == b.words, a.numbers.count == b.numbers.count else { return false }
    return zip(a.numbers, b.numbers).allSatisfy { $0.agrees(with: $1, within: tolerance) }
  }

  private func summary(_ result: BlockTranscript.Result) -> String {
    switch result {
    case .printed(let text): "'\(text.shortened)'"
    case .message(let text): "'\(text.shortened)'"
    case .shown(let shown): summary(shown)
    }
  }

  private func summary(_ shown: Shown) -> String {
    switch shown.content {
    case .text(let text): "'\(text.shortened)'"
    case .table: "another table"
    case .plot: "another chart"
    case .group: "other things"
    case .frames: "another slider"
    }
  }
}

extension Double {
  /// Whether both have the same digits in a plot's table of data. Whole numbers must be equal.
  fileprivate func isWritten(like other: Double) -> Bool {
    if isWhole && other.isWhole { return self == other }
    return format(self) == format(other)
  }

  /// Whether the two differ by at most the fraction `tolerance` of the larger one. Infinities and NaN agree only with
  /// themselves.
  fileprivate func agrees(with other: Double, within tolerance: Double) -> Bool {
    if self == other || (isNaN && other.isNaN) { return true }
    guard isFinite, other.isFinite else { return false }
    return abs(self - other) <= tolerance * Swift.max(abs(self), abs(other))
  }

  /// As `agrees`, but whole numbers agree only with themselves, since they are counts.
  fileprivate func agreesOnAxis(with other: Double, within tolerance: Double) -> Bool {
    isWhole && other.isWhole ? self == other : agrees(with: other, within: tolerance)
  }

  /// As `agreesOnAxis`, but compares the logarithms of positive numbers.
  fileprivate func agreesOnLogAxis(with other: Double, within tolerance: Double) -> Bool {
    guard self > 0, other > 0, isFinite, other.isFinite, !isWhole || !other.isWhole else {
      return agreesOnAxis(with: other, within: tolerance)
    }
    return abs(log(self / other)) <= tolerance
  }

  /// Whether it is an integer that single precision represents exactly, as well as its neighbours. Larger ones are
  /// rarely counts.
  private var isWhole: Bool { self == rounded() && abs(self) < 0x1p24 }
}

extension PlotNumbers {
  /// The fraction of all values that each value has.
  fileprivate var shares: [Double: Double] {
    Dictionary(grouping: values, by: \.self).mapValues { Double($0.count) / Double(values.count) }
  }

  /// Whether the same values occur in both, about equally often: a border between values may move, and has many places.
  fileprivate func agreeInShares(with other: PlotNumbers, within tolerance: Double) -> Bool {
    let (a, b) = (shares, other.shares)
    return a.keys == b.keys && a.allSatisfy { abs($1 - (b[$0] ?? 0)) <= tolerance }
  }
}

extension Frames {
  /// Whether both have the same values, and the same one first.
  fileprivate func hasSameControl(as other: Frames) -> Bool {
    (control, label, initial) == (other.control, other.label, other.initial)
      && frames.map(\.name) == other.frames.map(\.name)
  }
}

extension BlockTranscript.Result {
  fileprivate var wordsToCompare: String {
    switch self {
    case .printed(let text), .message(let text): text
    case .shown(let shown): shown.wordsToCompare
    }
  }
}

extension String {
  /// Whether it contains a digit of any script.
  fileprivate var hasDigit: Bool { unicodeScalars.contains { $0.properties.numericType == .decimal } }

  fileprivate var shortened: String {
    let line = trimmingPrefix { $0.isNewline }.replacing("\n", with: "⏎")
    return line.count > 60 ? line.prefix(57) + "…" : String(line)
  }
}

/// A text split into its numbers and the words between them.
private struct NumberedText {
  struct Number {
    let text: String
    let value: Double
    /// The value of one step in the last digit.
    let precision: Double
    var isInteger: Bool { !text.contains { $0 == "." || $0 == "e" || $0 == "E" } }

    func agrees(with other: Number, within tolerance: Double) -> Bool {
      if text == other.text { return true }
      guard value.isFinite, other.value.isFinite, !isInteger || !other.isInteger else { return false }
      let allowed = tolerance * max(abs(value), abs(other.value))
      // When they are written, numbers that agree may be rounded apart by a step of their last digit. We add the
      // smaller step of the two, but at most half the tolerance: otherwise '0e5' would agree with anything.
      return abs(value - other.value) <= allowed + min(precision, other.precision, allowed / 2)
    }
  }

  let words: [String]
  let numbers: [Number]

  init(_ text: String) {
    var words: [String] = []
    var numbers: [Number] = []
    var end = text.startIndex
    for match in text.matches(of: Self.number) {
      words.append(String(text[end..<match.range.lowerBound]))
      end = match.range.upperBound
      let written = text[match.range].replacing("−", with: "-")
      let digits = match.fraction.map { $0.count - 1 } ?? 0
      let exponent = match.exponent.flatMap { Int($0) } ?? 0
      numbers.append(
        Number(
          text: String(written), value: Double(written) ?? .nan,
          precision: Self.power(of: exponent - digits)))
    }
    words.append(String(text[end...]))
    self.words = words
    self.numbers = numbers
  }

  // Made once: making the pattern takes longer than finding a number.
  nonisolated(unsafe) private static let number =
    #/[-−]?\d+(?<fraction>\.\d+)?(?:[eE](?<exponent>[-+]?\d+))?/#

  private static func power(of exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
