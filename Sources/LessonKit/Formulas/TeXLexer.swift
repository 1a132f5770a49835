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
  private var index = 0

  init(_ tex: String) { scalars = Array(tex.unicodeScalars) }

  /// The next token, left where it is.
  var next: TeXToken {
    var ahead = self
    return ahead.take()
  }

  /// The next token; blanks before it mean nothing.
  mutating func take() -> TeXToken {
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    let start = index
    guard index < scalars.count else { return TeXToken(kind: .end, range: start..<start) }
    index += 1
    let kind: TeXToken.Kind
    switch scalars[start] {
    case "{": kind = .open
    case "}": kind = .close
    case "\\": kind = .command(commandName())
    default: kind = .character(scalars[start])
    }
    return TeXToken(kind: kind, range: start..<index)
  }

  private mutating func commandName() -> String {
    let start = index
    while index < scalars.count, scalars[index].isLatinLetter { index += 1 }
    if index == start, index < scalars.count { index += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<index]))
    // A line end after a backslash is a blank there.
    return name.unicodeScalars.allSatisfy(\.properties.isWhitespace) && !name.isEmpty ? " " : name
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
    while index < scalars.count {
      let start = index
      index += 1
      switch scalars[start] {
      case "{": braces += 1
      case "}":
        braces -= 1
        if braces == 0 { return (String(text), command) }
      case "\\":
        let name = commandName()
        if name.unicodeScalars.count == 1, " #$%&_{}".contains(name) {
          text.append(contentsOf: name.unicodeScalars)
        } else if command == nil {
          command = TeXToken(kind: .command(name), range: start..<index)
        }
      case let scalar: text.append(scalar.properties.isWhitespace || scalar == "~" ? " " : scalar)
      }
    }
    return nil
  }
}

extension Unicode.Scalar {
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
