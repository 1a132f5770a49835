/// Why a formula cannot be read, and where, in Unicode scalars from its beginning.
struct TeXError: Error, Hashable {
  enum Reason: Hashable {
    case unknownCommand(String)
    case unknownEnvironment(String)
    case other(String)
  }

  let reason: Reason
  let range: Range<Int>

  /// What was found and what was expected. Looking for the nearest word takes its time.
  var message: String {
    switch reason {
    case .unknownCommand(let name):
      let nearest = nearestWord(to: name, in: TeXCommand.names(like: name)).map {
        "; did you mean '\\\($0)'?"
      }
      return "formulas have no command '\\\(name)'\(nearest ?? "")"
    case .unknownEnvironment(let name):
      let nearest = nearestWord(to: name, in: TeXEnvironment.names).map { "; did you mean '\($0)'?" }
      return "formulas have no environment '\(name)'\(nearest ?? "")"
    case .other(let message): return message
    }
  }
}

/// Reads the TeX of a formula.
struct TeXParser {
  /// Deeper nesting is refused: what reads and shows formulas does it by recursion.
  static let deepestNesting = 50

  private var lexer: TeXLexer
  private var depth = 0
  /// The style that letters stand in.
  private var alphabet: MathAlphabet?

  /// What a formula says.
  static func parse(_ tex: String) throws(TeXError) -> Math {
    var parser = TeXParser(lexer: TeXLexer(tex))
    let parts = try parser.row(in: .formula)
    return Math.joined(parts)
  }

  private init(lexer: TeXLexer) { self.lexer = lexer }

  // MARK: Rows

  /// What a row stands in, which decides what ends it.
  private enum Surroundings {
    case formula
    case group(TeXToken)
    /// Between brackets: the degree of a root.
    case brackets(TeXToken)
    case delimiters(TeXToken)
    case cell(TeXToken, TeXEnvironment)
  }

  /// The parts up to what ends the row, which is left where it is.
  private mutating func row(in surroundings: Surroundings) throws(TeXError) -> [Math] {
    depth += 1
    defer { depth -= 1 }
    var parts: [Math] = []
    while true {
      let token = lexer.next
      guard depth <= Self.deepestNesting else {
        throw error(
          token, "the parts of this formula stand more than \(Self.deepestNesting) deep in one another")
      }
      if try ends(token, surroundings) { return parts }
      if case .command(let name) = token.kind, case .style(let isDisplay)? = TeXCommand.named(name) {
        _ = lexer.take()
        return parts + [.styled(isDisplay: isDisplay, try row(in: surroundings))]
      }
      parts.append(try part())
    }
  }

  /// Whether a token ends a row, or cannot stand in it.
  private func ends(_ token: TeXToken, _ surroundings: Surroundings) throws(TeXError) -> Bool {
    switch (token.kind, surroundings) {
    case (.end, .formula), (.close, .group), (.character("]"), .brackets): return true
    case (.end, .group(let open)): throw error(open, "this '{' is never closed by '}'")
    case (.end, .brackets(let open)): throw error(open, "this '[' is never closed by ']'")
    case (.end, .delimiters(let left)): throw error(left, "this '\\left' has no '\\right' after it")
    case (.end, .cell(let begin, let environment)):
      throw error(begin, "this environment is never closed by '\\end{\(environment.name)}'")
    case (.close, _): throw error(token, "this '}' closes no '{'")
    case (.character("&"), .cell): return true
    case (.character("&"), _):
      throw error(
        token, "'&' stands between the columns of an environment such as 'aligned' or 'cases', not here")
    case (.command(let name), _):
      guard let command = TeXCommand.named(name) else { return false }
      return try ends(token, command, surroundings)
    default: return false
    }
  }

  private func ends(
    _ token: TeXToken, _ command: TeXCommand, _ surroundings: Surroundings
  ) throws(TeXError) -> Bool {
    switch (command, surroundings) {
    case (.right, .delimiters), (.middle, .delimiters), (.end, .cell), (.newLine, .cell): return true
    case (.right, _), (.middle, _):
      throw error(token, "this '\(token.spelling)' has no '\\left' before it")
    case (.end, _): throw error(token, "this '\\end' has no '\\begin' before it")
    case (.newLine, _):
      throw error(token, "lines end within an environment such as 'aligned', not here")
    default: return false
    }
  }

  // MARK: Parts

  /// One part with its scripts.
  private mutating func part() throws(TeXError) -> Math {
    let token = lexer.next
    let isScript = [.character("^"), .character("_"), .character("'")].contains(token.kind)
    if isScript { return try scripts(of: .row([])) }
    if let letters = number() ?? word() { return try scripts(of: letters) }
    return try scripts(of: try nucleus(lexer.take()))
  }

  /// A part after what takes it as its argument.
  private mutating func argument(_ number: Int, of taker: TeXToken) throws(TeXError) -> Math {
    depth += 1
    defer { depth -= 1 }
    let token = lexer.next
    let isMissing =
      switch token.kind {
      case .end, .close: true
      case .character(let scalar): "&^_'".unicodeScalars.contains(scalar)
      case .command(let name): TeXCommand.named(name)?.isNoArgument ?? false
      case .open: false
      }
    guard !isMissing else {
      let place = number == 1 ? "what it stands before" : "its second argument"
      throw error(taker, "'\(taker.spelling)' lacks \(place); found \(token.description)")
    }
    guard depth <= Self.deepestNesting else {
      throw error(
        token, "the parts of this formula stand more than \(Self.deepestNesting) deep in one another")
    }
    return try nucleus(lexer.take())
  }

  /// The part that begins with a token.
  private mutating func nucleus(_ token: TeXToken) throws(TeXError) -> Math {
    switch token.kind {
    case .open: return .row(try group(token))
    case .character(let scalar): return try character(scalar, token)
    case .command(let name):
      guard !name.isEmpty else { throw error(token, "no command follows this backslash") }
      guard let command = TeXCommand.named(name) else {
        throw TeXError(reason: .unknownCommand(name), range: token.range)
      }
      return try self.command(command, token)
    case .close, .end: throw error(token, "a part of the formula was expected; found \(token.description)")
    }
  }

  /// What stands between `{`, which was taken, and `}`.
  private mutating func group(_ open: TeXToken) throws(TeXError) -> [Math] {
    let parts = try row(in: .group(open))
    _ = lexer.take()
    return parts
  }

  private mutating func number() -> Math? {
    var digits = ""
    while case .character(let scalar) = lexer.next.kind {
      let isPoint = scalar == "." && !digits.isEmpty && !digits.contains(".") && isDigitAfterNext
      guard isDigit(scalar) || isPoint else { break }
      digits.unicodeScalars.append(styled(scalar))
      _ = lexer.take()
    }
    return digits.isEmpty ? nil : .number(digits)
  }

  private var isDigitAfterNext: Bool {
    var ahead = lexer
    _ = ahead.take()
    if case .character(let scalar) = ahead.take().kind { return isDigit(scalar) }
    return false
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar { alphabet?.styled(scalar) ?? scalar }

  /// Letters that are one name: in `\mathrm{Var}`, but not in `Var`.
  private mutating func word() -> Math? {
    guard let alphabet, alphabet.joinsLetters else { return nil }
    var letters = ""
    while case .character(let scalar) = lexer.next.kind, scalar.properties.isAlphabetic {
      letters.unicodeScalars.append(alphabet.styled(scalar))
      _ = lexer.take()
    }
    return letters.isEmpty ? nil : .identifier(letters, isUpright: alphabet != .italic)
  }

  private func character(_ scalar: Unicode.Scalar, _ token: TeXToken) throws(TeXError) -> Math {
    switch TeXCommand.character(scalar) {
    case .symbol(let symbol)?: return .symbol(symbol)
    case .identifier(let letter, let isUpright)?: return identifier(letter, isUpright: isUpright)
    default: break
    }
    if isDigit(scalar) { return .number(String(styled(scalar))) }
    if scalar == "~" { return .space(1 / 4) }
    if scalar.properties.isAlphabetic { return identifier(String(scalar), isUpright: false) }
    throw error(token, Self.refusal(of: scalar))
  }

  private func identifier(_ letter: String, isUpright: Bool) -> Math {
    guard let alphabet else { return .identifier(letter, isUpright: isUpright) }
    let letters = String.UnicodeScalarView(letter.unicodeScalars.map(alphabet.styled))
    return .identifier(String(letters), isUpright: alphabet != .italic)
  }

  private static func refusal(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "#", "%", "$": "'\(scalar)' has a meaning of its own in TeX; the character itself is '\\\(scalar)'"
    case "`": "code and values of expressions cannot stand in a formula; end the formula before this"
    default:
      "'\(PrintedText.lines(String(scalar)).joined())' has no meaning in a formula; words stand in '\\text{…}'"
    }
  }

  // MARK: Scripts

  private mutating func scripts(of base: Math) throws(TeXError) -> Math {
    var lower: Math?
    var upper: Math?
    var primes = 0
    var placement = Math.Placement.usual
    while true {
      let token = lexer.next
      switch token.kind {
      case .character("'"):
        guard upper == nil else { throw error(token, "a prime stands before the superscript, not after it") }
        primes += 1
        _ = lexer.take()
      case .character("^"):
        guard upper == nil else { throw error(token, Self.repeated("superscript", "^")) }
        _ = lexer.take()
        upper = try argument(1, of: token)
      case .character("_"):
        guard lower == nil else { throw error(token, Self.repeated("subscript", "_")) }
        _ = lexer.take()
        lower = try argument(1, of: token)
      case .command(let name):
        guard case .limits(let wanted)? = TeXCommand.named(name) else {
          return Self.scripted(base, lower, upper, primes, placement)
        }
        _ = lexer.take()
        placement = wanted
      default: return Self.scripted(base, lower, upper, primes, placement)
      }
    }
  }

  private static func repeated(_ script: String, _ mark: String) -> String {
    "a second \(script) of the same part; braces say which belongs to what, as in '{a\(mark)b}\(mark)c'"
  }

  private static func scripted(
    _ base: Math, _ lower: Math?, _ upper: Math?, _ primes: Int, _ placement: Math.Placement
  ) -> Math {
    // Fonts have primes that are small and raised already.
    let prime = Math.Symbol(text: "′", role: .ordinary)
    let raised = upper?.parts ?? []
    let areAllPrimes = !raised.isEmpty && raised.allSatisfy { $0 == .symbol(prime) }
    let marks = Array(repeating: Math.symbol(prime), count: primes) + (areAllPrimes ? raised : [])
    let base = marks.isEmpty ? base : .row([base] + marks)
    let upper = areAllPrimes ? nil : upper
    guard lower != nil || upper != nil else { return base }
    return .scripts(base, lower: lower, upper: upper, placement)
  }
}

// MARK: - Commands

extension TeXParser {
  private mutating func command(_ command: TeXCommand, _ token: TeXToken) throws(TeXError) -> Math {
    switch command {
    case .identifier(let letter, let isUpright): return identifier(letter, isUpright: isUpright)
    case .symbol(let symbol): return .symbol(symbol)
    case .function(let name, let takesLimits): return .function(name, takesLimits: takesLimits)
    case .space(let width): return .space(width)
    case .accent(let accent): return .accent(try argument(1, of: token), accent)
    case .fraction(let style):
      let above = try argument(1, of: token)
      return .fraction(above, over: try argument(2, of: token), style)
    case .root: return try root(token)
    case .letters(let alphabet): return try letters(alphabet, token)
    case .text(let alphabet): return try text(alphabet, token)
    case .operatorName: return try operatorName(token)
    case .above:
      let upper = try argument(1, of: token)
      return .stacked(try argument(2, of: token).withoutBraces, lower: nil, upper: upper)
    case .below:
      let lower = try argument(1, of: token)
      return .stacked(try argument(2, of: token).withoutBraces, lower: lower, upper: nil)
    case .modulus:
      return .row([
        .space(1), .symbol(.init(text: "(", role: .opening)), .function("mod", takesLimits: false),
        try argument(1, of: token), .symbol(.init(text: ")", role: .closing)),
      ])
    case .not: return try negated(token)
    case .left: return try fenced(token)
    case .sized(let size, let role):
      return .sized(.init(text: try delimiter(after: token), role: role), size)
    case .begin: return try environment(token)
    case .limits: throw error(token, "'\(token.spelling)' stands after a sum, a limit or the like, not here")
    case .style:
      throw error(token, "'\(token.spelling)' stands in a group of its own: '{\(token.spelling) …}'")
    case .middle, .right, .end, .newLine:
      throw error(token, "'\(token.spelling)' cannot stand here")
    }
  }

  private mutating func root(_ token: TeXToken) throws(TeXError) -> Math {
    let bracket = lexer.next
    guard bracket.kind == .character("[") else { return .root(try argument(1, of: token), degree: nil) }
    _ = lexer.take()
    let degree = Math.joined(try row(in: .brackets(bracket)))
    _ = lexer.take()
    return .root(try argument(1, of: token), degree: degree)
  }

  private mutating func letters(_ alphabet: MathAlphabet, _ token: TeXToken) throws(TeXError) -> Math {
    let outer = self.alphabet
    self.alphabet = alphabet
    defer { self.alphabet = outer }
    return try argument(1, of: token)
  }

  private mutating func operatorName(_ token: TeXToken) throws(TeXError) -> Math {
    let takesLimits = lexer.take(directly: "*")
    let name = try letters(.roman, token)
    return .function(name.plainText, takesLimits: takesLimits)
  }

  private mutating func negated(_ token: TeXToken) throws(TeXError) -> Math {
    let part = try argument(1, of: token)
    guard case .symbol(let symbol) = part else {
      throw error(token, "'\\not' stands before a relation such as '=' or '\\in'")
    }
    return .symbol(.init(text: symbol.text + "\u{338}", role: symbol.role))
  }

  /// Words, in which braces and escapes are all that TeX means.
  private mutating func text(_ alphabet: MathAlphabet, _ token: TeXToken) throws(TeXError) -> Math {
    let open = lexer.take()
    guard open.kind == .open else {
      throw error(token, "'\(token.spelling)' takes its words in braces; found \(open.description)")
    }
    guard let words = lexer.takeText() else { throw error(open, "this '{' is never closed by '}'") }
    if let command = words.command {
      throw error(command, "'\(command.spelling)' cannot stand among words; end them before it")
    }
    return .text(String(String.UnicodeScalarView(words.text.unicodeScalars.map(alphabet.styled))))
  }

  // MARK: Delimiters

  private mutating func fenced(_ left: TeXToken) throws(TeXError) -> Math {
    let open = try delimiter(after: left)
    var parts: [Math] = []
    while true {
      parts += try row(in: .delimiters(left))
      let token = lexer.take()
      let delimiter = try delimiter(after: token)
      guard token.kind == .command("middle") else { return .fenced(open, parts, delimiter) }
      parts.append(.sized(.init(text: delimiter, role: .relation), 0))
    }
  }

  /// A delimiter; `.` is none.
  private mutating func delimiter(after taker: TeXToken) throws(TeXError) -> String {
    let token = lexer.take()
    if token.kind == .character(".") { return "" }
    if token.kind == .character("<") { return "⟨" }
    if token.kind == .character(">") { return "⟩" }
    let command: TeXCommand? =
      switch token.kind {
      case .character(let scalar): TeXCommand.character(scalar)
      case .command(let name): TeXCommand.named(name)
      case .open, .close, .end: nil
      }
    if case .symbol(let symbol)? = command, Self.delimiters.contains(symbol.text) { return symbol.text }
    throw error(
      token.kind == .end ? taker : token,
      "a delimiter such as '(', '|' or '\\lVert' follows '\(taker.spelling)', and '.' for none; "
        + "found \(token.description)")
  }

  private static let delimiters: Set<String> = [
    "(", ")", "[", "]", "{", "}", "|", "‖", "/", "\\", "⟨", "⟩", "⌊", "⌋", "⌈", "⌉", "↑", "↓", "↕", "⇑", "⇓",
    "⇕",
  ]

  // MARK: Environments

  private mutating func environment(_ begin: TeXToken) throws(TeXError) -> Math {
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

  private func error(_ token: TeXToken, _ message: String) -> TeXError {
    let range = token.range.isEmpty ? token.range.lowerBound..<token.range.lowerBound + 1 : token.range
    return TeXError(reason: .other(message), range: range)
  }
}

extension TeXToken {
  /// As it is written.
  fileprivate var spelling: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(scalar)
    case .open: "{"
    case .close: "}"
    case .end: ""
    }
  }

  fileprivate var description: String { kind == .end ? "the formula's end" : "'\(spelling)'" }
}

extension TeXCommand {
  /// Whether it ends or divides what stands around it, so that it cannot be an argument.
  fileprivate var isNoArgument: Bool {
    switch self {
    case .right, .middle, .end, .newLine, .limits, .style: true
    default: false
    }
  }
}
