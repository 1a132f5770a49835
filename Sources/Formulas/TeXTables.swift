/// Environments: parts in rows and columns.
extension TeXParser {
  /// The content between `\begin`, which has been consumed, and `\end`.
  package mutating func environment(_ begin: TeXToken) throws(TeXError) -> Math {
    let (name, range) = try environmentName(begin)
    guard var environment = TeXEnvironment(name) else {
      throw TeXError(reason: .unknownEnvironment(name), range: range)
    }
    if name == "array" || name == "subarray" { environment.style = .columns(try columns(begin)) }
    if environment.takesNumber, lexer.take(directly: "{"), lexer.take(through: "}") == nil {
      throw error(begin, "a number in braces follows '\\begin{\(name)}'")
    }
    let table = Math.table(try rows(of: environment, begin))
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

  /// The columns of an array, from its letters.
  private mutating func columns(_ begin: TeXToken) throws(TeXError) -> [Math.Column] {
    let open = lexer.take()
    let start = lexer.place
    guard open.kind == .open, let letters = lexer.takeBalanced() else {
      throw error(begin, "columns as in '{lcr}' follow '\\begin{array}'")
    }
    var reader = ArrayColumns(letters[...], at: start)
    try reader.read()
    return reader.columns
  }

  /// The rows up to the end of the environment, which is consumed too.
  private mutating func rows(
    of environment: TeXEnvironment, _ begin: TeXToken
  ) throws(TeXError) -> Math.Table {
    let outer = (tag, tagDepth)
    // The depth inside a row is one more than here.
    tagDepth = isDisplay && environment.isNumbered && depth == 1 ? depth + 1 : -1
    tag = nil
    defer { (tag, tagDepth) = outer }
    var rows: [[[Math]]] = []
    var cells: [[Math]] = []
    var lines = [takeRules()]
    var tags: [EquationTag?] = []
    while true {
      cells.append(try row(in: .cell(begin, environment)))
      let token = lexer.take()
      if token.kind == .character("&") { continue }
      // A line end after the last row does not begin another row.
      if token.kind == .command("\\") || cells != [[]] {
        rows.append(cells)
        tags.append(takeTag())
      }
      cells = []
      guard token.kind == .command("\\") else {
        try close(environment, begin, token)
        while lines.count <= rows.count { lines.append(.none) }
        return Math.Table(
          rows: rows, style: environment.style, tags: tags.contains { $0 != nil } ? tags : [],
          lines: lines.contains { $0 != .none } ? lines : [])
      }
      // The extra gap of `\\[…]` is ignored: the page decides the gaps.
      _ = lexer.take(directly: "*")
      if lexer.take(directly: "["), lexer.take(through: "]") == nil {
        throw error(token, "the '[' after this line end is never closed by ']'")
      }
      lines.append(takeRules())
    }
  }

  /// The lines above a row.
  private mutating func takeRules() -> Math.Line {
    var found = Math.Line.none
    while case .command(let name) = lexer.next.kind, case .rule(let line)? = TeXCommand.named(name) {
      _ = lexer.take()
      found = found == .none ? line : .double
    }
    return found
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
