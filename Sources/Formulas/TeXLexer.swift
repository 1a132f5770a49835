/// A token of TeX and its position, in Unicode scalars from the formula's beginning.
package struct TeXToken: Hashable {
  package enum Kind: Hashable {
    /// A backslash and letters, or a backslash and one other character; stored without the backslash.
    case command(String)
    case character(Unicode.Scalar)
    /// `{` and `}` as grouping.
    case open, close
    case end
  }

  package let kind: Kind
  package let range: Range<Int>
}

/// Splits TeX into tokens.
struct TeXLexer {
  private let scalars: [Unicode.Scalar]
  /// The position of the first scalar that has not been consumed.
  private var index = 0 { didSet { next = token(from: index) } }
  /// The next token, which is not consumed.
  private(set) var next = TeXToken(kind: .end, range: 0..<0)

  init(_ tex: String) {
    scalars = Array(tex.unicodeScalars)
    next = token(from: 0)
  }

  /// Consumes the next token, skipping blanks before it.
  mutating func take() -> TeXToken {
    let token = next
    index = token.range.upperBound
    return token
  }

  private func token(from index: Int) -> TeXToken {
    var start = index
    while start < scalars.count, scalars[start].isBlank { start += 1 }
    guard start < scalars.count else { return TeXToken(kind: .end, range: start..<start) }
    switch scalars[start] {
    case "{": return TeXToken(kind: .open, range: start..<start + 1)
    case "}": return TeXToken(kind: .close, range: start..<start + 1)
    case "\\":
      let (name, end) = command(from: start + 1)
      return TeXToken(kind: .command(name), range: start..<end)
    default: return TeXToken(kind: .character(scalars[start]), range: start..<start + 1)
    }
  }

  /// The name of a command without its backslash, and the position after it.
  private func command(from start: Int) -> (name: String, end: Int) {
    var end = start
    while end < scalars.count, scalars[end].isLatinLetter { end += 1 }
    if end == start, end < scalars.count { end += 1 }
    // After a backslash, a line end is a blank.
    if end == start + 1, scalars[start].isBlank { return (" ", end) }
    var name = ""
    name.unicodeScalars.append(contentsOf: scalars[start..<end])
    return (name, end)
  }

  /// Consumes a character if it comes next, without blanks before it.
  mutating func take(directly scalar: Unicode.Scalar) -> Bool {
    guard index < scalars.count, scalars[index] == scalar else { return false }
    index += 1
    return true
  }

  /// Consumes the characters up to and including the given one; `nil` if it does not occur.
  mutating func take(through scalar: Unicode.Scalar) -> String? {
    guard let end = scalars[index...].firstIndex(of: scalar) else { return nil }
    defer { index = end + 1 }
    return String(String.UnicodeScalarView(scalars[index..<end]))
  }

  /// Consumes the next character, whatever it is.
  mutating func takeCharacter() -> Unicode.Scalar? {
    guard index < scalars.count else { return nil }
    defer { index += 1 }
    return scalars[index]
  }

  /// Consumes a command whose backslash has been consumed.
  mutating func takeCommand() -> TeXToken {
    let (name, end) = command(from: index)
    defer { index = end }
    return TeXToken(kind: .command(name), range: index - 1..<end)
  }

  /// Consumes a number and a unit without braces.
  mutating func takeLength() -> String {
    var end = index
    while end < scalars.count, scalars[end].isBlank { end += 1 }
    while end < scalars.count, "+-.0123456789 ".unicodeScalars.contains(scalars[end]) { end += 1 }
    end = min(scalars.count, end + 2)
    defer { index = end }
    return String(String.UnicodeScalarView(scalars[index..<end]))
  }

  /// The position of the first scalar that has not been consumed.
  var place: Int { index }

  /// Consumes the content up to the closing brace, and the brace; `nil` if there is none.
  mutating func takeBalanced() -> [Unicode.Scalar]? {
    var braces = 1
    var end = index
    while end < scalars.count {
      if scalars[end] == "{" { braces += 1 }
      if scalars[end] == "}" { braces -= 1 }
      guard braces > 0 else {
        defer { index = end + 1 }
        return Array(scalars[index..<end])
      }
      end += 1
    }
    return nil
  }
}

extension Unicode.Scalar {
  package var isBlank: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }

  fileprivate var isLatinLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

extension TeXToken {
  /// The token as written.
  var spelling: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(scalar)
    case .open: "{"
    case .close: "}"
    case .end: ""
    }
  }

  package var description: String { kind == .end ? "the formula's end" : "'\(spelling)'" }
}
