/// Combines commands with their arguments.
extension TeXParser {
  /// The part that begins with a command, which has been consumed.
  package mutating func command(_ command: TeXCommand, _ token: TeXToken) throws(TeXError) -> Math {
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
    case .text(let alphabet): return .joined(try words(alphabet, token))
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
    case .boxed: return .boxed(try argument(1, of: token))
    case .framedText: return .boxed(.joined(try words(.roman, token)))
    case .phantom(let phantom): return .phantom(try argument(1, of: token), phantom)
    case .strut: return .phantom(.symbol(.init(text: "(", role: .ordinary)), .vertical)
    case .struck(let strike): return .struck(try argument(1, of: token), strike)
    case .colored:
      let color = try color(token)
      return .colored(color, try argument(1, of: token).parts)
    case .arrow(let arrow): return try self.arrow(arrow, token)
    case .sign(let role):
      let text = try argument(1, of: token).plainText.split(separator: " ").joined(separator: " ")
      return role == .function
        ? .function(text, takesLimits: true) : .symbol(.init(text: text, role: role))
    case .lines: return try lines(token)
    case .length: return .space(try length(token))
    case .reference(let isEnclosed): return try reference(token, isEnclosed: isEnclosed)
    case .refused(let advice):
      throw error(token, "GitHub does not show '\(token.spelling)': \(advice)")
    case .rule:
      throw error(token, "'\(token.spelling)' stands at the beginning of a row of an 'array', not here")
    case .infix, .color, .switchedLetters, .tag, .label, .noNumber:
      throw error(token, "'\(token.spelling)' stands in a group of its own: '{\(token.spelling) …}'")
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

  /// An arrow with its labels. The command has been consumed.
  private mutating func arrow(_ arrow: String, _ token: TeXToken) throws(TeXError) -> Math {
    let bracket = lexer.next
    var lower: Math?
    if bracket.kind == .character("[") {
      _ = lexer.take()
      lower = .joined(try row(in: .brackets(bracket)))
      _ = lexer.take()
    }
    return .arrow(arrow, lower: lower, upper: try argument(1, of: token))
  }

  /// The lines of `\substack`, which has been consumed.
  private mutating func lines(_ token: TeXToken) throws(TeXError) -> Math {
    let open = lexer.take()
    guard open.kind == .open else {
      throw error(token, "'\(token.spelling)' takes its lines in braces; found \(open.description)")
    }
    var lines: [[[Math]]] = []
    repeat { lines.append([try row(in: .lines(open))]) } while lexer.take().kind != .close
    return .table(Math.Table(rows: lines, style: .small))
  }

  /// The length in braces or directly after a command, in ems. The command has been consumed.
  private mutating func length(_ token: TeXToken) throws(TeXError) -> Double {
    _ = lexer.take(directly: "*")
    let isBraced = lexer.next.kind == .open
    if isBraced { _ = lexer.take() }
    let text = isBraced ? lexer.take(through: "}") : lexer.takeLength()
    guard let match = text?.wholeMatch(of: /\s*([-+]?[0-9]*\.?[0-9]+)\s*([a-z]{2})\s*/),
      let number = Double(match.1), let unit = Self.units[String(match.2)], abs(number * unit) <= 100
    else { throw error(token, "a length as in '1em' or '3mu' follows '\(token.spelling)'") }
    return number * unit
  }

  /// The length of each unit in ems.
  private static let units: [String: Double] = [
    "em": 1, "ex": 0.43, "mu": 1.0 / 18, "pt": 0.1, "px": 1.0 / 16, "cm": 2.845, "mm": 0.2845, "in": 7.227,
  ]
}
