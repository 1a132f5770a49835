import LessonDisplay
import LessonProgram

/// Whether the text of a comment states a result.
struct StatedText {
  /// The text with one space in place of blanks and line ends.
  let text: String
  /// The relative tolerance of its numbers, if any.
  let tolerance: Double?

  init(_ lines: [String], tolerance: Double?) {
    text = Self.normalized(lines.joined(separator: "\n"))
    self.tolerance = tolerance
  }

  // MARK: Values

  /// Whether it states a value: as it prints, as a literal, or as either without quotes and without the program's own
  /// name of a type's module.
  func states(_ value: FoundValue) -> Bool {
    guard !value.isCut else { return false }
    let texts = [value.description, value.debugDescription, value.literal].compactMap(\.self)
    return texts.contains { agrees(text, Self.normalized($0)) }
      || value.unorderedParts.map(statesParts) ?? false
      || value.literal.map(statesLiteral) ?? false
  }

  private func statesLiteral(_ literal: String) -> Bool {
    let literal = Self.normalized(literal)
    return LiteralNumbers(text).state(LiteralNumbers(literal))
      || expanded.map { agrees($0, literal) } ?? false
  }

  /// An array of ranges as an array of their elements; `nil` for other texts.
  ///
  /// Sequences are compared as arrays of their elements, so `[0..<2]` states `[[0, 1]]` too.
  private var expanded: String? {
    guard text.hasPrefix("["), text.contains(".."), let parts = LiteralParts.parts(of: text) else {
      return nil
    }
    var rest = Self.mostElements
    var arrays: [String] = []
    for part in parts {
      guard let match = part.wholeMatch(of: Self.range),
        let first = Int(match.output.first), let last = Int(match.output.last), first <= last
      else { return nil }
      let range = match.output.sign == "..." ? first..<(last + 1) : first..<last
      rest -= range.count
      guard rest >= 0 else { return nil }
      arrays.append("[" + range.map(String.init).joined(separator: ", ") + "]")
    }
    return "[" + arrays.joined(separator: ", ") + "]"
  }

  /// The most elements of ranges that are compared.
  private static let mostElements = 1_000

  /// Whether its elements are those of a set or dictionary, in any order.
  private func statesParts(_ parts: [String]) -> Bool {
    guard let stated = LiteralParts.parts(of: text) else { return false }
    guard stated.count == parts.count else { return false }
    var rest = parts.map(Self.normalized)
    for part in stated.map(Self.normalized) {
      let numbers = LiteralNumbers(part)
      let index = rest.firstIndex { agrees(part, $0) || numbers.state(LiteralNumbers($0)) }
      guard let index else { return false }
      rest.remove(at: index)
    }
    return true
  }

  private func agrees(_ stated: String, _ found: String) -> Bool {
    let rule = tolerance.map(AgreementRule.within) ?? .asWritten
    return rule.agree(stated, found) || rule.agree(Self.plain(stated), Self.plain(found))
  }

  /// Whether a printed text is stated, with its quotes or without.
  func states(printed: String) -> Bool { agrees(text, Self.normalized(printed)) }

  // MARK: Forms

  /// The text with one space in place of blanks and line ends.
  static func normalized(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The text without what people leave out or write in another way: quotes, blanks beside brackets and behind commas, the module of the
  /// program, the dot before a case, `Optional` around a value.
  private static func plain(_ text: String) -> String {
    var plain = withoutModule(text).replacing("\"", with: "")
      .replacing(openingBracket) { String($0.output.open) }
      .replacing(comma, with: ",")
      .replacing(closingBracket) { String($0.output.close) }
      .replacing(dotOfCase) { String($0.output.before) }
    while let match = plain.firstMatch(of: optional) {
      plain.replaceSubrange(match.range, with: match.output.wrapped)
    }
    return plain
  }

  /// The text without the name of the program's own module.
  static func withoutModule(_ text: String) -> String { text.replacing(module, with: "") }

  // The patterns are made once: making one takes longer than most matches.
  nonisolated(unsafe) private static let module = #/\bLesson\./#
  nonisolated(unsafe) private static let openingBracket = #/(?<open>[\[\(\{]) /#
  nonisolated(unsafe) private static let comma = #/, +/#
  nonisolated(unsafe) private static let closingBracket = #/,? *(?<close>[\]\)\}])/#
  nonisolated(unsafe) private static let dotOfCase = #/(?<before>^|[\[\(, ])\.(?=[a-z])/#
  nonisolated(unsafe) private static let optional = #/\bOptional\((?<wrapped>[^()]*)\)/#
  nonisolated(unsafe) private static let range = #/(?<first>-?\d{1,9})(?<sign>\.\.[.<])(?<last>-?\d{1,9})/#
}
