import LessonCore

/// A citation in the text of a block, as byte ranges of the text.
struct FoundCitation {
  struct Work {
    let key: String
    let range: Range<Int>
    var prefix = ""
    var locator = ""
    var isYearOnly = false
  }

  /// The whole citation, with its brackets.
  let range: Range<Int>
  /// From the first at sign to the end of the last work. What stands before it has been read when the sign is found.
  let core: Range<Int>
  let works: [Work]
  let isInText: Bool

  /// How far before an at sign its bracket opens, and how far behind it closes, in bytes.
  private static let reach = (before: 200, behind: 1_000)

  /// The citation of an at sign; `nil` if it is none.
  init?(in text: [UInt8], at start: Int) {
    guard start < text.count, Self.mayPrecede(text[..<start]),
      let key = CitationKey.prefix(of: text[(start + 1)...])
    else { return nil }
    if let brackets = Self.brackets(in: text, around: start) {
      guard let works = Self.works(in: text, brackets.lowerBound + 1..<brackets.upperBound - 1) else {
        return nil
      }
      (range, core) = (brackets, start..<brackets.upperBound - 1)
      (self.works, isInText) = (works, false)
    } else {
      range = start..<start + 1 + key.utf8.count
      core = range
      (works, isInText) = ([Work(key: key, range: range)], true)
    }
  }

  /// Whether an at sign after some bytes can begin a key: it is not part of a word or an address.
  private static func mayPrecede(_ before: ArraySlice<UInt8>) -> Bool {
    let end = String(decoding: before.suffix(4), as: UTF8.self).unicodeScalars.suffix(2)
    guard let last = end.last else { return true }
    if last == "-" { return end.count == 1 || end.first.map { "[; \n".unicodeScalars.contains($0) } ?? true }
    return !last.properties.isAlphabetic && last.properties.numericType == nil
      && !"@_./+\\&=~:".unicodeScalars.contains(last)
  }

  /// The brackets around an at sign that is the first between them; `nil` if there are none, or if they are a link's.
  private static func brackets(in text: [UInt8], around start: Int) -> Range<Int>? {
    let before = text[max(0, start - reach.before)..<start]
    guard let open = before.lastIndex(where: { "[]@`\\<>$*".utf8.contains($0) }),
      text[open] == UInt8(ascii: "[")
    else { return nil }
    if open > 0, "!\\]".utf8.contains(text[open - 1]) { return nil }
    let behind = text[start..<min(text.count, start + reach.behind)]
    guard let close = behind.firstIndex(where: { "[]`\\<>$*".utf8.contains($0) }),
      text[close] == UInt8(ascii: "]")
    else { return nil }
    if close + 1 < text.count, "([".utf8.contains(text[close + 1]) { return nil }
    return open..<close + 1
  }

  /// The works between brackets; `nil` if a part cites none.
  private static func works(in text: [UInt8], _ range: Range<Int>) -> [Work]? {
    var works: [Work] = []
    for part in text[range].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard let at = part.firstIndex(of: UInt8(ascii: "@")), mayPrecede(text[..<at]),
        let key = CitationKey.prefix(of: part[(at + 1)...])
      else { return nil }
      let end = at + 1 + key.utf8.count
      var prefix = words(part[..<at])
      let isYearOnly = prefix.hasSuffix("-")
      if isYearOnly { prefix = String(prefix.dropLast()).trimmingBlanks }
      let rest = words(part[end...])
      let locator = rest.hasPrefix(",") ? String(rest.dropFirst()).trimmingBlanks : rest
      works.append(Work(key: key, range: at..<end, prefix: prefix, locator: locator, isYearOnly: isYearOnly))
    }
    return works
  }

  /// The words of a part, with single blanks.
  private static func words(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
