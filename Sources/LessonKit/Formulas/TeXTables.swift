/// Environments: parts in rows and columns.
extension TeXParser {
  /// What stands between `\begin`, which was taken, and `\end`.
  mutating func environment(_ begin: TeXToken) throws(TeXError) -> Math {
    let (name, range) = try environmentName(begin)
    guard var environment = TeXEnvironment(name) else {
      throw TeXError(reason: .unknownEnvironment(name), range: range)
    }
    if name == "array" { environment.style = .columns(try columns(begin)) }
    let rows = try rows(of: environment, begin)
    let table = Math.table(Math.Table(rows: rows, style: environment.style))
    guard environment.open + environment.close != "" else { return table }
    return .fenced(environment.open, [table], environment.close)
  }

  private mutating func environmentName(
    _ token: TeXToken
  ) throws(TeXError) -> (name: String, range: Range<Int>) {
    let open = lexer.take()
    guard open.kind == .open, let name = lexer.take(through: "}") else {
      throw error(token, "the name of an environment in braces follows '\(token.spelling)'")
    }
    let start = open.range.upperBound
    return (name, start..<start + max(1, name.unicodeScalars.count))
  }

  /// The letters that say how the columns of an array are set.
  private mutating func columns(_ begin: TeXToken) throws(TeXError) -> [MarkdownNode.Alignment] {
    let open = lexer.take()
    guard open.kind == .open, let letters = lexer.take(through: "}") else {
      throw error(begin, "columns as in '{lcr}' follow '\\begin{array}'")
    }
    var columns: [MarkdownNode.Alignment] = []
    for (index, letter) in letters.unicodeScalars.enumerated() where letter != " " {
      guard let column = Self.alignments[letter] else {
        let start = open.range.upperBound + index
        throw TeXError(
          reason: .other("the columns of an array are 'l', 'c' and 'r'; found '\(letter)'"),
          range: start..<start + 1)
      }
      columns.append(column)
    }
    return columns
  }

  private static let alignments: [Unicode.Scalar: MarkdownNode.Alignment] = [
    "l": .left, "c": .center, "r": .right,
  ]

  /// The rows up to the environment's end, which is taken too.
  private mutating func rows(
    of environment: TeXEnvironment, _ begin: TeXToken
  ) throws(TeXError) -> [[[Math]]] {
    var rows: [[[Math]]] = []
    var cells: [[Math]] = []
    while true {
      cells.append(try row(in: .cell(begin, environment)))
      let token = lexer.take()
      if token.kind == .character("&") { continue }
      // A line end after the last row begins no other.
      if token.kind == .command("\\") || cells != [[]] { rows.append(cells) }
      cells = []
      guard token.kind == .command("\\") else {
        try close(environment, begin, token)
        return rows
      }
      // The gap that some writers ask for is the page's to choose.
      if lexer.take(directly: "["), lexer.take(through: "]") == nil {
        throw error(token, "the '[' after this line end is never closed by ']'")
      }
    }
  }

  private mutating func close(
    _ environment: TeXEnvironment, _ begin: TeXToken, _ end: TeXToken
  ) throws(TeXError) {
    let (name, range) = try environmentName(end)
    guard name == environment.name else {
      throw TeXError(
        reason: .other("'\\end{\(environment.name)}' was expected here; found '\\end{\(name)}'"), range: range
      )
    }
  }
}
