/// What commands make of their arguments.
extension TeXParser {
  /// The part that begins with a command, which was taken.
  mutating func command(_ command: TeXCommand, _ token: TeXToken) throws(TeXError) -> Math {
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
}
