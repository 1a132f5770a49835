import LessonCore
import LessonDisplay
import LessonProgram

/// The comparison of the expectations in a program's code with what the code gave.
package struct ExpectationComparison {
  private let path: String
  private let pairs: [(expectation: Expectation, found: FoundResult)]
  /// Whether the results are those of this code.
  private let isComplete: Bool

  package init(_ lesson: LessonOutline, _ found: [FoundResult]) {
    path = lesson.path
    let expectations = lesson.expectingCode.flatMap(\.expectations)
    isComplete = expectations.count == found.count
    pairs = Array(zip(expectations, found))
  }

  /// An error, or a warning, for each expectation that does not hold.
  package var drifts: [ExpectationDrift] {
    guard isComplete else {
      let message = "the results of this code do not belong to its expectations: run it again"
      return [ExpectationDrift(diagnostic: Diagnostic(path: path, at: nil, message), edit: nil)]
    }
    return pairs.compactMap { drift($0, $1) }
  }

  private func drift(_ expectation: Expectation, _ found: FoundResult) -> ExpectationDrift? {
    switch found {
    case .notReached where expectation.form == .error:
      report(expectation, "the compiler had no time for this line, which must not compile")
    case .notReached:
      report(
        expectation, "this expectation was not checked: the program does not come to its line", as: .warning)
    case .printed(let text): printedDrift(expectation, text)
    case .value(let value): valueDrift(expectation, value)
    case .compiles:
      report(expectation, "this line must not compile, as its comment states, but it compiles")
    case .refused(let message): refusalDrift(expectation, message)
    }
  }

  // MARK: What is printed

  private func printedDrift(_ expectation: Expectation, _ text: String) -> ExpectationDrift? {
    let lines = Self.lines(text)
    switch expectation.form {
    case .arrow, .plain:
      guard !StatedText(expectation.stated, tolerance: expectation.tolerance).states(printed: text) else {
        return nil
      }
    default:
      guard !Self.agree(expectation.stated, lines, expectation.tolerance) else { return nil }
    }
    let message =
      text.isEmpty
      ? "this comment states printed text, but nothing was printed since the last one"
      : "this comment states other text than the code prints"
    return report(
      expectation, message + Self.pair(expectation.stated, lines),
      difference: WordDifference(
        expectation.stated.joined(separator: "\n"), lines.joined(separator: "\n")),
      edit: Self.mayState(lines) ? Self.replacement(expectation.form, lines) : nil)
  }

  /// The printed lines without blanks at their ends, and without empty ones at the end.
  private static func lines(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(trimmed)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func trimmed(_ line: some StringProtocol) -> String {
    String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }

  private static func agree(_ stated: [String], _ found: [String], _ tolerance: Double?) -> Bool {
    let rule = tolerance.map(AgreementRule.within) ?? .asWritten
    let text = found.joined(separator: "\n")
    let plain = lines(stated.map(trimmed).joined(separator: "\n"))
    return rule.agree(plain.joined(separator: "\n"), text)
      || rule.agree(lines(unescaped(stated.joined(separator: "\n"))).joined(separator: "\n"), text)
  }

  /// The text with its escapes as characters, for comments that write printed text as a literal.
  private static func unescaped(_ text: String) -> String {
    text.replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing("\\\"", with: "\"")
      .replacing("\\\\", with: "\\")
  }

  // MARK: Values

  private func valueDrift(_ expectation: Expectation, _ value: FoundValue) -> ExpectationDrift? {
    // A comment below a call without a result describes what it does.
    if expectation.form == .plain, value.description == "()" { return nil }
    let stated = StatedText(expectation.stated, tolerance: expectation.tolerance)
    guard !stated.states(value) else { return nil }
    if value.isCut {
      return report(
        expectation,
        "this comment states '\(Self.shortened(stated.text))', but the value is too long for a comment")
    }
    let text = StatedText.normalized(Self.text(of: value, like: stated.text))
    return report(
      expectation,
      "this comment states '\(Self.shortened(stated.text))', but the value is '\(Self.shortened(text))'",
      difference: WordDifference(stated.text, text),
      edit: Self.mayState([text]) && !text.isEmpty ? [text] : nil)
  }

  /// The text of a value in the form in which the comment has it.
  private static func text(of value: FoundValue, like stated: String) -> String {
    let texts = [value.description, value.debugDescription, value.literal].compactMap(\.self)
    let own = texts.map(StatedText.withoutModule)
    return own.first { $0.first == stated.first } ?? own[0]
  }

  // MARK: Lines that must not compile

  private func refusalDrift(_ expectation: Expectation, _ message: String) -> ExpectationDrift? {
    let stated = StatedText.normalized(expectation.stated.joined(separator: " "))
    guard !stated.isEmpty, !StatedText.normalized(message).contains(stated) else { return nil }
    let first = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return report(
      expectation,
      "this comment states '\(Self.shortened(stated))', but the compiler says '\(Self.shortened(first))'",
      difference: WordDifference(stated, first), edit: Self.mayState([first]) ? [first] : nil)
  }

  // MARK: Reports

  private func report(
    _ expectation: Expectation, _ message: String, as severity: Diagnostic.Severity = .error,
    difference: WordDifference? = nil, edit lines: [String]? = nil
  ) -> ExpectationDrift {
    ExpectationDrift(
      diagnostic: Diagnostic(
        severity, path: path, at: expectation.comment, message, difference: difference),
      edit: lines.map {
        ExpectationDrift.Edit(range: expectation.range, lines: $0, indentation: expectation.indentation)
      })
  }

  /// The texts, if they are short enough for a sentence.
  private static func pair(_ stated: [String], _ found: [String]) -> String {
    guard stated.count <= 1, found.count == 1 else { return "" }
    return ": '\(shortened(stated.first ?? ""))' is stated, '\(shortened(found[0]))' is printed"
  }

  private static let longestText = 100

  private static func shortened(_ text: String) -> String {
    text.count <= longestText ? text : text.prefix(longestText) + "…"
  }

  // MARK: Edits

  /// The most that is written into a comment.
  private static let mostLines = 200
  private static let mostBytes = 16 << 10

  /// Whether comments can hold the lines: they have no controls, and are not too long.
  private static func mayState(_ lines: [String]) -> Bool {
    lines.count <= mostLines && lines.reduce(0) { $0 + $1.utf8.count } <= mostBytes
      && lines.allSatisfy { line in
        line.unicodeScalars.allSatisfy {
          $0 == "\t" || $0.properties.generalCategory != .control && $0 != "\u{2028}" && $0 != "\u{2029}"
        }
      }
  }

  /// What replaces the stated text.
  private static func replacement(_ form: Expectation.Form, _ lines: [String]) -> [String]? {
    switch form {
    case .quoted:
      let first = "Prints \"\(lines.first ?? "")\""
      return [first] + lines.dropFirst().map { "// \"\($0)\"" }
    case .lines: return [""] + lines.map { $0.isEmpty ? "//" : "// \($0)" }
    case .line, .arrow, .plain, .error:
      return lines.count == 1 ? lines : nil
    }
  }
}
