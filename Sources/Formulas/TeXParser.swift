import LessonCore

/// Parses the TeX of a formula.
package struct TeXParser {
  /// Deeper nesting is refused, because functions that read and show formulas are recursive.
  package static let deepestNesting = 50

  var lexer: TeXLexer
  package var depth = 0
  /// The current style of letters.
  var alphabet: MathAlphabet?

  /// The number of the current row, as far as it has been read.
  package var tag: EquationTag?
  /// The nesting depth of the row that may have a number.
  var tagDepth: Int
  /// The labels that the formula defines and those that it refers to.
  package var links: [Link] = []
  /// Whether the formula has neither numbers nor labels.
  package var isPlain = true
  package let isDisplay: Bool

  /// A label, and its position in the formula.
  package struct Link: Hashable {
    package let name: String
    package let range: Range<Int>
    package let isLabel: Bool

    package init(name: String, range: Range<Int>, isLabel: Bool) {
      self.name = name
      self.range = range
      self.isLabel = isLabel
    }
  }

  /// The result of reading a formula.
  package struct Result {
    package let math: Math
    package let tag: EquationTag?
    package let links: [Link]
    /// Whether it is independent of its page: it has neither numbers nor labels.
    package let isPlain: Bool

    package init(math: Math, tag: EquationTag?, links: [Link], isPlain: Bool) {
      self.math = math
      self.tag = tag
      self.links = links
      self.isPlain = isPlain
    }
  }

  /// The meaning of a displayed formula.
  package static func parse(_ tex: String) throws(TeXError) -> Math { try read(tex, isDisplay: true).math }

  /// The meaning of a formula, and the number beside it.
  package static func read(_ tex: String, isDisplay: Bool) throws(TeXError) -> Result {
    var parser = TeXParser(lexer: TeXLexer(tex), isDisplay: isDisplay)
    let parts = try parser.row(in: .formula)
    return Result(
      math: Math.joined(parts), tag: parser.tag, links: parser.links, isPlain: parser.isPlain)
  }

  private init(lexer: TeXLexer, isDisplay: Bool) {
    self.lexer = lexer
    self.isDisplay = isDisplay
    tagDepth = isDisplay ? 1 : -1
  }

  // MARK: Rows

  /// The surroundings of a row, which decide where it ends.
  package enum Surroundings {
    case formula
    case group(TeXToken)
    /// Inside brackets: the degree of a root.
    case brackets(TeXToken)
    case delimiters(TeXToken)
    case cell(TeXToken, TeXEnvironment)
    /// Lines between braces.
    case lines(TeXToken)
    /// A formula inside text.
    case dollars(TeXToken)
  }

  /// The parts up to the end of the row, whose final token is not consumed.
  package mutating func row(in surroundings: Surroundings) throws(TeXError) -> [Math] {
    depth += 1
    defer { depth -= 1 }
    var parts: [Math] = []
    while true {
      let token = lexer.next
      guard depth <= Self.deepestNesting else { throw tooDeep(token) }
      if try ends(token, surroundings) { return parts }
      guard case .command(let name) = token.kind, let command = TeXCommand.named(name) else {
        parts.append(try part())
        continue
      }
      switch command {
      case .tag, .label, .noNumber:
        _ = lexer.take()
        try mark(command, token)
      case .style, .color, .switchedLetters, .infix:
        _ = lexer.take()
        return try rest(of: parts, after: command, token, in: surroundings)
      default: parts.append(try part())
      }
    }
  }

  /// The rest of a row after a command that affects all of it. The command has been consumed.
  private mutating func rest(
    of parts: [Math], after command: TeXCommand, _ token: TeXToken, in surroundings: Surroundings
  ) throws(TeXError) -> [Math] {
    // The rest belongs to the same row.
    let outerDepth = tagDepth
    if tagDepth == depth { tagDepth += 1 }
    defer { tagDepth = outerDepth }
    switch command {
    case .style(let isDisplay): return parts + [.styled(isDisplay: isDisplay, try row(in: surroundings))]
    case .color:
      let color = try color(token)
      return parts + [.colored(color, try row(in: surroundings))]
    case .switchedLetters(let alphabet):
      let outer = self.alphabet
      self.alphabet = alphabet
      defer { self.alphabet = outer }
      return parts + (try row(in: surroundings))
    case .infix(let style):
      let below = try row(in: surroundings)
      return [.fraction(.row(parts), over: .row(below), style)]
    default: return parts
    }
  }

  /// Whether a token ends the row; throws if it is not allowed there.
  private func ends(_ token: TeXToken, _ surroundings: Surroundings) throws(TeXError) -> Bool {
    switch (token.kind, surroundings) {
    case (.end, .formula), (.close, .group), (.close, .lines), (.character("]"), .brackets),
      (.character("$"), .dollars):
      return true
    case (.end, .lines(let open)): throw error(open, "this '{' is never closed by '}'")
    case (.end, .dollars(let dollar)): throw error(dollar, "this '$' among words is never closed by another")
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
    case (.right, .delimiters), (.middle, .delimiters), (.end, .cell), (.newLine, .cell), (.newLine, .lines):
      return true
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

  /// The part after a command that takes it as its argument.
  package mutating func argument(_ number: Int, of taker: TeXToken) throws(TeXError) -> Math {
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
      let missing = number == 1 ? "its argument" : "its second argument"
      throw error(taker, "'\(taker.spelling)' lacks \(missing); found \(token.description)")
    }
    guard depth <= Self.deepestNesting else { throw tooDeep(token) }
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

  /// The content between `{`, which has been consumed, and `}`.
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

  /// Letters that form one name: in `\mathrm{Var}`, but not in `Var`.
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

  package func identifier(_ letter: String, isUpright: Bool) -> Math {
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

  // MARK: Errors

  package func tooDeep(_ token: TeXToken) -> TeXError {
    error(token, "the parts of this formula stand more than \(Self.deepestNesting) deep in one another")
  }

  package func error(_ token: TeXToken, _ message: String) -> TeXError {
    let range = token.range.isEmpty ? token.range.lowerBound..<token.range.lowerBound + 1 : token.range
    return TeXError(reason: .other(message), range: range)
  }
}
