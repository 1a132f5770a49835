import LessonCore

/// Reads the columns of an `array`: `{c|c}`, `{@{}l||r@{}}`, `{*{3}{c}}`.
struct ArrayColumns {
  /// The largest number of columns; more are refused.
  private static let most = 100

  private(set) var columns: [Math.Column] = []
  private var letters: ArraySlice<Unicode.Scalar>
  /// The position of the letters in the formula.
  private let start: Int
  /// The line before the next column.
  private var line = Math.Line.none
  private var isTight = false

  /// - Parameter start: The position of the letters in the formula.
  init(_ letters: ArraySlice<Unicode.Scalar>, at start: Int) {
    self.letters = letters
    self.start = start - letters.startIndex
  }

  mutating func read() throws(TeXError) {
    while let letter = letters.first {
      let place = letters.startIndex
      letters.removeFirst()
      try read(letter, at: place)
      guard columns.count <= Self.most else {
        throw error("an array has at most \(Self.most) columns", at: place)
      }
    }
    guard !columns.isEmpty else { return }
    columns[columns.count - 1].lineAfter = line
    columns[columns.count - 1].isTightAfter = isTight
  }

  private mutating func read(_ letter: Unicode.Scalar, at place: Int) throws(TeXError) {
    switch letter {
    case "l": add(.left)
    case "c": add(.center)
    case "r": add(.right)
    case "p", "m", "b":
      _ = try argument(of: letter, at: place)
      add(.left)
    case "|": line = line == .none ? .single : .double
    case ":": line = .dashed
    case "@", "!":
      guard try argument(of: letter, at: place).allSatisfy(\.isBlank) else {
        throw error(
          "what stands between columns is not shown; write '\(letter){}', or a column of its own", at: place)
      }
      isTight = letter == "@"
    case "*": try readRepeated(at: place)
    case _ where letter.isBlank: break
    default:
      throw error(
        "the columns of an array are 'l', 'c' and 'r', with '|' between them; found '\(letter)'", at: place)
    }
  }

  private mutating func add(_ alignment: Math.Alignment) {
    if isTight, !columns.isEmpty { columns[columns.count - 1].isTightAfter = true }
    columns.append(Math.Column(alignment: alignment, line: line, isTightBefore: isTight))
    (line, isTight) = (.none, false)
  }

  private mutating func readRepeated(at place: Int) throws(TeXError) {
    let digits = try argument(of: "*", at: place)
    let part = try argument(of: "*", at: place)
    guard let count = Int(String(String.UnicodeScalarView(digits))), (1...Self.most).contains(count) else {
      throw error("how many times, from 1 to \(Self.most), stands after '*', as in '*{3}{c}'", at: place)
    }
    for _ in 0..<count {
      let rest = letters
      letters = part
      while let letter = letters.first {
        let place = letters.startIndex
        letters.removeFirst()
        guard letter != "*" else { throw error("a '*' cannot stand in another", at: place) }
        try read(letter, at: place)
      }
      letters = rest
      guard columns.count <= Self.most else { return }
    }
  }

  /// The text in the braces after a letter.
  private mutating func argument(of letter: Unicode.Scalar, at place: Int) throws(TeXError) -> ArraySlice<
    Unicode.Scalar
  > {
    guard letters.first == "{", let end = closing() else {
      throw error("braces follow '\(letter)' among the columns of an array", at: place)
    }
    defer { letters = letters[(end + 1)...] }
    return letters[(letters.startIndex + 1)..<end]
  }

  private func closing() -> Int? {
    var braces = 0
    return letters.indices.first { index in
      if letters[index] == "{" { braces += 1 }
      if letters[index] == "}" { braces -= 1 }
      return braces == 0
    }
  }

  private func error(_ message: String, at place: Int) -> TeXError {
    TeXError(reason: .other(message), range: start + place..<start + place + 1)
  }
}
