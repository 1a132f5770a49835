/// Tells the words of Swift code apart by their kind, for colours.
///
/// This is a scanner of words, not a parser: code that is wrong, or cut off, is marked as far as it goes. swift-syntax
/// classifies code too, but in a debug build that takes 85 ms for a lesson of 240 lines, more than all else that an edit
/// of prose costs.
struct SwiftMarks {
  /// What a piece of code is.
  enum Kind {
    case plain, keyword, type, string, number, comment, attribute
  }

  /// A piece of code, by its bytes.
  struct Part {
    let kind: Kind
    let range: Range<Int>
  }

  /// The pieces in order, without gaps.
  private(set) var parts: [Part] = []
  private let bytes: [UInt8]
  private var index = 0

  /// Marks code given as UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    code(untilParenthesis: false)
  }

  // MARK: Pieces

  private mutating func add(_ kind: Kind, from start: Int) {
    guard start < index else { return }
    if let last = parts.last, last.kind == kind, kind == .plain || kind == .string {
      parts[parts.count - 1] = Part(kind: kind, range: last.range.lowerBound..<index)
    } else {
      parts.append(Part(kind: kind, range: start..<index))
    }
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    let place = index + offset
    return bytes.indices.contains(place) ? bytes[place] : 0
  }

  private mutating func skip(while matches: (UInt8) -> Bool) {
    while index < bytes.count, matches(bytes[index]) { index += 1 }
  }

  /// Code up to its end, or to the parenthesis that closes an interpolation.
  private mutating func code(untilParenthesis: Bool) {
    var depth = 0
    while index < bytes.count {
      let start = index
      switch byte() {
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        skip { $0 != 10 && $0 != 13 }
        add(.comment, from: start)
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): comment()
      case UInt8(ascii: "\""): string(hashes: 0)
      case UInt8(ascii: "#"): hash()
      case UInt8(ascii: "@"):
        index += 1
        skip(while: \.isWord)
        add(.attribute, from: start)
      case UInt8(ascii: "`"):
        index += 1
        skip { $0 != UInt8(ascii: "`") && $0 != 10 }
        index = min(index + 1, bytes.count)
        add(.plain, from: start)
      case let first where first.isDigit: number()
      case let first where first.isWord: word()
      case let other:
        if other == UInt8(ascii: "(") { depth += 1 }
        if other == UInt8(ascii: ")") { depth -= 1 }
        if untilParenthesis && depth < 0 { return }
        index += 1
        add(.plain, from: start)
      }
    }
  }

  private mutating func comment() {
    let start = index
    var depth = 0
    repeat {
      if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        (depth, index) = (depth + 1, index + 2)
      } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        (depth, index) = (depth - 1, index + 2)
      } else {
        index += 1
      }
    } while depth > 0 && index < bytes.count
    index = min(index, bytes.count)
    add(.comment, from: start)
  }

  /// `#if` and the like, or a string or regular expression between hashes.
  private mutating func hash() {
    let start = index
    skip { $0 == UInt8(ascii: "#") }
    let count = index - start
    if byte() == UInt8(ascii: "\"") {
      index = start
      return string(hashes: count)
    }
    if byte() == UInt8(ascii: "/") { return regularExpression(hashes: count, from: start) }
    skip(while: \.isWord)
    add(.keyword, from: start)
  }

  private mutating func regularExpression(hashes: Int, from start: Int) {
    index += 1
    while index < bytes.count, byte() != UInt8(ascii: "/") || !follows(hashes, after: 1) { index += 1 }
    index = min(index + 1 + hashes, bytes.count)
    add(.string, from: start)
  }

  private mutating func number() {
    let start = index
    while index < bytes.count {
      let isSign = byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+")
      let isExponent = isSign && index > start && "eEpP".utf8.contains(byte(-1)) && !isHexadecimalE(start)
      guard byte().isWord || (byte() == UInt8(ascii: ".") && byte(1).isDigit) || isExponent else { break }
      index += 1
    }
    add(.number, from: start)
  }

  /// In `0xE-1` the `E` is a digit.
  private func isHexadecimalE(_ start: Int) -> Bool {
    start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "x") && "eE".utf8.contains(byte(-1))
  }

  private mutating func word() {
    let start = index
    skip(while: \.isWord)
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if isKeyword(word, start) {
      add(.keyword, from: start)
    } else {
      // Types are called like functions where they are made.
      add((0x41...0x5A).contains(bytes[start]) ? .type : .plain, from: start)
    }
  }
}

// MARK: - Strings

extension SwiftMarks {
  private mutating func string(hashes: Int) {
    var start = index
    index += hashes
    let isMultiline = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
    let quotes = isMultiline ? 3 : 1
    index += quotes
    while index < bytes.count {
      if !isMultiline, byte() == 10 || byte() == 13 { break }
      if isEnd(quotes, hashes) {
        index += quotes + hashes
        break
      }
      guard byte() == UInt8(ascii: "\\"), follows(hashes, after: 1) else {
        index += 1
        continue
      }
      if byte(1 + hashes) == UInt8(ascii: "(") {
        add(.string, from: start)
        interpolation(hashes)
        start = index
      } else {
        index = min(index + 2 + hashes, bytes.count)
      }
    }
    add(.string, from: start)
  }

  private mutating func interpolation(_ hashes: Int) {
    var start = index
    index += 2 + hashes
    add(.plain, from: start)
    code(untilParenthesis: true)
    start = index
    index = min(index + 1, bytes.count)
    add(.plain, from: start)
  }

  private func isEnd(_ quotes: Int, _ hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") } && follows(hashes, after: quotes)
  }

  private func follows(_ hashes: Int, after offset: Int) -> Bool {
    (0..<hashes).allSatisfy { byte(offset + $0) == UInt8(ascii: "#") }
  }
}

// MARK: - Keywords

extension SwiftMarks {
  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue",
    "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for",
    "func", "guard",
    "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "nonisolated", "precedencegroup",
    "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
    "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Words that are keywords only before a name.
  private static let beforeNames: Set<String> = [
    "actor", "any", "borrowing", "consuming", "convenience", "final", "indirect", "infix", "lazy", "mutating",
    "nonmutating", "open", "operator", "override", "package", "postfix", "prefix", "required", "sending",
    "some",
    "unowned", "weak",
  ]

  /// Words that are keywords only before a brace.
  private static let beforeBraces: Set<String> = ["get", "set", "willSet", "didSet"]

  /// Whether a word that was just read is a keyword where it stands: not a member, nor an argument's label.
  private func isKeyword(_ word: String, _ start: Int) -> Bool {
    let before = bytes[..<start].last { $0 != 0x20 && $0 != 10 }
    if start > 0, bytes[start - 1] == UInt8(ascii: "."), !isRange(before: start) {
      return word == "self" || word == "init"
    }
    let isFirst = before == UInt8(ascii: "(") || before == UInt8(ascii: ",")
    if Self.keywords.contains(word) { return !(isFirst && isLabel(word)) }
    let after = bytes[index...].first { $0 != 0x20 } ?? 0
    if Self.beforeNames.contains(word) {
      return byte() == 0x20 && after.isWord && !(isFirst && isLabel(word)) && !isOperand
    }
    return Self.beforeBraces.contains(word) && after == UInt8(ascii: "{")
  }

  /// Whether what follows continues an expression.
  private var isOperand: Bool {
    let next = String(decoding: bytes[(index + 1)...].prefix(while: \.isWord), as: UTF8.self)
    return ["in", "is", "as", "where", "else"].contains(next)
  }

  /// Whether a colon follows, or, where parameters are declared, a name and a colon.
  private func isLabel(_ word: String) -> Bool {
    if byte() == UInt8(ascii: ":") { return true }
    guard byte() == 0x20, !["let", "var", "case"].contains(word) else { return false }
    let rest = bytes[(index + 1)...]
    let name = rest.prefix(while: \.isWord)
    return !name.isEmpty && rest.dropFirst(name.count).first == UInt8(ascii: ":")
  }

  private func isRange(before start: Int) -> Bool { start >= 2 && bytes[start - 2] == UInt8(ascii: ".") }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Letters of any script, digits, `_` and `$`.
  fileprivate var isWord: Bool {
    isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self >= 0x80
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "$")
  }
}
