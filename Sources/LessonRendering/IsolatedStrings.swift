import LessonMarkup

extension Element {
  /// A line of code, or one that code printed.
  static func code(_ code: String) -> Element {
    var markup = Markup()
    markup.code(code)
    return .raw(markup.text)
  }
}

extension Markup {
  /// Adds a line of code. Strings with right-to-left letters are isolated, since the signs between two of them would
  /// change places otherwise.
  mutating func code(_ code: String) {
    guard code.unicodeScalars.contains(where: \.isRightToLeft) else {
      return text(code)
    }
    for piece in code.stringLiterals {
      guard piece.hasPrefix("\""), piece.count > 1 else {
        text(String(piece))
        continue
      }
      open("bdi", ["dir": "ltr"])
      text(String(piece))
      close("bdi")
    }
  }
}

extension String {
  /// The string literals of a line of code, and what is between them.
  fileprivate var stringLiterals: [Substring] {
    var pieces: [Substring] = []
    var rest = self[...]
    while let start = rest.firstIndex(of: "\"") {
      let end = rest[rest.index(after: start)...].firstIndex(of: "\"").map { rest.index(after: $0) }
      pieces += [rest[..<start], rest[start..<(end ?? rest.endIndex)]]
      rest = rest[(end ?? rest.endIndex)...]
    }
    return (pieces + [rest]).filter { !$0.isEmpty }
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter of a script that is written from right to left.
  fileprivate var isRightToLeft: Bool {
    switch value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
