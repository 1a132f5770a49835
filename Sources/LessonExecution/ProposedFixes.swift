import LessonCore

/// The changes of a lesson's code that the compiler proposes, by the remarks to which they belong.
struct ProposedFixes {
  /// A remark as the compiler's text has it.
  private struct Key: Hashable {
    let place: SerializedDiagnostics.Place
    let message: String
  }

  private let fixes: [Key: [CodeFix]]

  static let none = ProposedFixes(SerializedDiagnostics(remarks: []), in: nil)

  /// - Parameter source: The program of which the remarks are; `nil` if there are none.
  init(_ diagnostics: SerializedDiagnostics, in source: GeneratedSource?) {
    var fixes: [Key: [CodeFix]] = [:]
    for remark in diagnostics.remarks {
      guard let source else { break }
      let found = Self.fixes(for: remark, in: source)
      if !found.isEmpty { fixes[Key(place: remark.place, message: remark.message)] = found }
    }
    self.fixes = fixes
  }

  /// The fixes for an error or a warning.
  func fixes(file: String, line: Int, column: Int, message: String) -> [CodeFix] {
    fixes[Key(place: .init(file: file, line: line, column: column), message: message)] ?? []
  }

  /// The most fixes of one remark.
  private static let most = 8

  /// What the remark proposes itself, and what each of its notes does instead.
  private static func fixes(
    for remark: SerializedDiagnostics.Remark, in source: GeneratedSource
  ) -> [CodeFix] {
    var fixes: [CodeFix] = []
    for (proposal, isNote) in [(remark, false)] + remark.notes.map({ ($0, true) }) {
      guard let fix = fix(proposal, isNote: isNote, in: source) else { continue }
      if !fixes.contains(where: { $0.edits == fix.edits }) { fixes.append(fix) }
    }
    return Array(fixes.prefix(most))
  }

  /// - Returns: `nil` without a change, and if it would change code that is not the author's, or would leave a gap to fill in.
  private static func fix(
    _ proposal: SerializedDiagnostics.Remark, isNote: Bool, in source: GeneratedSource
  ) -> CodeFix? {
    let parts = proposal.changes.map { change in part(change, in: source).map { ($0, change.text) } }
    let own = parts.compactMap(\.self)
    guard !own.isEmpty, own.count == parts.count, !own.contains(where: { $0.1.contains("<#") }) else {
      return nil
    }
    let edits = own.map { CodeFix.Edit($0.range, $1) }
    guard edits.areApart else { return nil }
    let title =
      isNote
      ? proposal.message.capitalisedSentence : own.map(title).joined(separator: ", ").capitalisedSentence
    return CodeFix(title: String(title.prefix(200)), edits: edits)
  }

  private static func part(_ change: SerializedDiagnostics.Change, in source: GeneratedSource) -> PositionMap
    .Part?
  {
    let (start, end) = (change.start, change.end)
    guard start.file == source.presumedPath, start.file == end.file, start.line == end.line,
      1 <= start.column, start.column <= end.column
    else { return nil }
    return source.map.part(line: start.line, columns: start.column..<end.column)
  }

  private static func title(_ part: PositionMap.Part, _ text: String) -> String {
    let (old, new) = (part.text.inOneLine, text.inOneLine)
    if part.text.isEmpty { return "insert '\(new)'" }
    return text.isEmpty ? "remove '\(old)'" : "replace '\(old)' with '\(new)'"
  }
}

extension [CodeFix.Edit] {
  /// Whether no two of them touch the same code.
  fileprivate var areApart: Bool {
    let ranges = map(\.range).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
  }
}

extension String {
  fileprivate var capitalisedSentence: String { prefix(1).uppercased() + dropFirst() }

  /// The words of code, without blanks around them.
  fileprivate var inOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
