import LessonDisplay

/// When a fresh result counts as the recorded one.
///
/// Text and integers agree word for word; other numbers to the precision in which they are written, or within a
/// relative tolerance where the block gives one; plots by their numbers, relative to the range of each group of them.
struct AgreementRule {
  /// Relative, for every number; `nil` for the precision that is written.
  var tolerance: Double?

  /// Less than a line's width in a plot.
  private static let plotPrecision = 1e-3

  /// The first results of a block that do not agree, or that differ in number.
  enum Disagreement: Hashable {
    /// In short.
    case results(String, String)
    case counts(Int, Int)
  }

  /// Where two runs of a block do not agree; `nil` when they do.
  func disagreement(
    _ old: [BlockTranscript.Result], _ new: [BlockTranscript.Result]
  ) -> Disagreement? {
    for (a, b) in zip(old, new) where !agree(a, b) { return .results(summary(a), summary(b)) }
    return old.count == new.count ? nil : .counts(old.count, new.count)
  }

  /// Word by word what one run of a block gave and another did not.
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
    if let tolerance, case .number(let a) = old, case .number(let b) = new {
      return agree(a, b, within: tolerance)
    }
    return agree(column.text(of: old), column.text(of: new))
  }

  /// What plots say in words, and what kind they are, is equal; their numbers agree group by group.
  private func agree<Kind: Plot>(_ old: Kind, _ new: any Plot) -> Bool {
    guard var new = new as? Kind else { return false }
    var old = old
    let (a, b) = (old.takeNumbers(), new.takeNumbers())
    return old == new && a.count == b.count && zip(a, b).allSatisfy(agree)
  }

  private func agree(_ old: [Double], _ new: [Double]) -> Bool {
    guard old.count == new.count else { return false }
    let finite = old.filter(\.isFinite)
    let range = (finite.max() ?? 0) - (finite.min() ?? 0)
    let allowed = max(range * (tolerance ?? Self.plotPrecision), .leastNonzeroMagnitude)
    return zip(old, new).allSatisfy { a, b in
      a == b || (a.isNaN && b.isNaN) || abs(a - b) <= allowed || agree(a, b, within: tolerance ?? 1e-9)
    }
  }

  private func agree(_ old: Double, _ new: Double, within tolerance: Double) -> Bool {
    old == new || (old.isNaN && new.isNaN)
      || abs(old - new) <= tolerance * max(abs(old), abs(new))
  }

  /// Texts agree when the words between their numbers are the same and the numbers agree.
  func agree(_ old: String, _ new: String) -> Bool {
    if old == new { return true }
    // Words that differ can only agree by numbers.
    guard old.hasDigit, new.hasDigit else { return false }
    let a = NumberedText(old)
    let b = NumberedText(new)
    guard a.words == b.words, a.numbers.count == b.numbers.count else { return false }
    return zip(a.numbers, b.numbers).allSatisfy { old, new in
      if old.text == new.text { return true }
      guard !old.isInteger, !new.isInteger else { return false }
      // Numbers that agree within the tolerance may be rounded away from each other when they are written.
      if let tolerance, tolerance > 0 {
        let allowed = tolerance * max(abs(old.value), abs(new.value)) + (old.precision + new.precision) / 2
        return abs(old.value - new.value) <= allowed
      }
      return tolerance == nil && abs(old.value - new.value) <= max(old.precision, new.precision) / 2
    }
  }

  private func summary(_ result: BlockTranscript.Result) -> String {
    switch result {
    case .printed(let text): "'\(text.shortened)'"
    case .message(let text): "'\(text.shortened)'"
    case .shown(let shown):
      switch shown.content {
      case .text(let text): "'\(text.shortened)'"
      case .table: "another table"
      case .plot: "another chart"
      case .group: "other things"
      }
    }
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
  /// Whether there is a digit of any script.
  fileprivate var hasDigit: Bool { unicodeScalars.contains { $0.properties.numericType == .decimal } }

  fileprivate var shortened: String {
    let line = trimmingPrefix { $0.isNewline }.replacing("\n", with: "⏎")
    return line.count > 60 ? line.prefix(57) + "…" : String(line)
  }
}

/// A text as the numbers in it and the words between them.
private struct NumberedText {
  struct Number {
    let text: String
    let value: Double
    /// What one step of the last digit is worth.
    let precision: Double
    var isInteger: Bool { !text.contains { $0 == "." || $0 == "e" || $0 == "E" } }
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

  // Made once: making a pattern takes longer than finding a number.
  nonisolated(unsafe) private static let number =
    #/[-−]?\d+(?<fraction>\.\d+)?(?:[eE](?<exponent>[-+]?\d+))?/#

  private static func power(of exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }
}
