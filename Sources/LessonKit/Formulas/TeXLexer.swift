/// A piece of TeX and where it stands, in Unicode scalars from the formula's beginning.
struct TeXToken: Hashable {
  enum Kind: Hashable {
    /// A backslash and letters, or a backslash and one other character; without the backslash.
    case command(String)
    case character(Unicode.Scalar)
    /// `{` and `}` that group.
    case open, close
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Cuts TeX into tokens.
struct TeXLexer {
  private let scalars: [Unicode.Scalar]
  /// Where what was not taken yet begins.
  private var index = 0 { didSet { next = token(from: index) } }
  /// The next token, left where it is.
  private(set) var next = TeXToken(kind: .end, range: 0..<0)

  init(_ tex: String) {
    scalars = Array(tex.unicodeScalars)
    next = token(from: 0)
  }

  /// The next token; blanks before it mean nothing.
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

  /// The name of a command without its backslash, and where it ends.
  private func command(from start: Int) -> (name: String, end: Int) {
    var end = start
    while end < scalars.count, scalars[end].isLatinLetter { end += 1 }
    if end == start, end < scalars.count { end += 1 }
    // A line end after a backslash is a blank there.
    if end == start + 1, scalars[start].isBlank { return (" ", end) }
    var name = ""
    name.unicodeScalars.append(contentsOf: scalars[start..<end])
    return (name, end)
  }

  /// The next character if it is this one and nothing stands before it.
  mutating func take(directly scalar: Unicode.Scalar) -> Bool {
    guard index < scalars.count, scalars[index] == scalar else { return false }
    index += 1
    return true
  }

  /// The characters up to one that is wanted, which is taken too; `nil` when it does not come.
  mutating func take(through scalar: Unicode.Scalar) -> String? {
    guard let end = scalars[index...].firstIndex(of: scalar) else { return nil }
    defer { index = end + 1 }
    return String(String.UnicodeScalarView(scalars[index..<end]))
  }

  /// Words up to the brace that closes them, which is taken too; `nil` when it does not come.
  ///
  /// - Returns: The words without the braces and backslashes among them, and the first command among them.
  mutating func takeText() -> (text: String, command: TeXToken?)? {
    var text = String.UnicodeScalarView()
    var command: TeXToken?
    var braces = 1
    var place = index
    while place < scalars.count {
      let start = place
      place += 1
      switch scalars[start] {
      case "{": braces += 1
      case "}":
        braces -= 1
        if braces == 0 {
          index = place
          return (String(text), command)
        }
      case "\\":
        let name: String
        (name, place) = self.command(from: place)
        if name.unicodeScalars.count == 1, " #$%&_{}".contains(name) {
          text.append(contentsOf: name.unicodeScalars)
        } else if command == nil {
          command = TeXToken(kind: .command(name), range: start..<place)
        }
      case let scalar: text.append(scalar.isBlank || scalar == "~" ? " " : scalar)
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }

  fileprivate var isLatinLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

extension TeXToken {
  /// As it is written.
  var spelling: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(scalar)
    case .open: "{"
    case .close: "}"
    case .end: ""
    }
  }

  var description: String { kind == .end ? "the formula's end" : "'\(spelling)'" }
}
