/// Words of natural language in a formula.
extension TeXParser {
  /// The words in the braces after a command; they may contain formulas between dollar signs.
  package mutating func words(_ alphabet: MathAlphabet, _ taker: TeXToken) throws(TeXError) -> [Math] {
    let open = lexer.take()
    guard open.kind == .open else {
      throw error(taker, "'\(taker.spelling)' takes its words in braces; found \(open.description)")
    }
    return try words(alphabet, after: open)
  }

  private mutating func words(_ alphabet: MathAlphabet, after open: TeXToken) throws(TeXError) -> [Math] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else { throw tooDeep(open) }
    var parts: [Math] = []
    var text = ""
    func flushed() -> [Math] { text.isEmpty ? parts : parts + [.text(text)] }
    while let scalar = lexer.takeCharacter() {
      let range = lexer.place - 1..<lexer.place
      switch scalar {
      case "}": return flushed()
      case "{":
        let inner = try words(alphabet, after: TeXToken(kind: .open, range: range))
        for part in inner {
          if case .text(let more) = part {
            text += more
          } else {
            parts = flushed() + [part]
            text = ""
          }
        }
      case "$":
        parts = flushed() + (try formula(after: TeXToken(kind: .character("$"), range: range)))
        text = ""
      case "\\":
        let command = lexer.takeCommand()
        if let more = Self.text(of: command) {
          text += more
        } else {
          parts = flushed() + (try wordCommand(command, alphabet))
          text = ""
        }
      default: text.unicodeScalars.append(scalar.isBlank || scalar == "~" ? " " : alphabet.styled(scalar))
      }
    }
    throw error(open, "this '{' is never closed by '}'")
  }

  /// The formula between dollar signs; the first one has been consumed.
  private mutating func formula(after dollar: TeXToken) throws(TeXError) -> [Math] {
    let outer = alphabet
    alphabet = nil
    defer { alphabet = outer }
    let parts = try row(in: .dollars(dollar))
    _ = lexer.take()
    return [.row(parts)]
  }

  /// The characters that some commands represent, also inside text.
  private static func text(of command: TeXToken) -> String? {
    guard case .command(let name) = command.kind else { return nil }
    switch name {
    case " ", "#", "$", "%", "&", "_", "{", "}": return name
    case "ldots", "dots": return "…"
    case "textbackslash": return "\\"
    case ",", ":", ";", "quad": return " "
    default: return nil
    }
  }

  private mutating func wordCommand(
    _ command: TeXToken, _ alphabet: MathAlphabet
  ) throws(TeXError) -> [Math] {
    guard case .command(let name) = command.kind, case .text(let style)? = TeXCommand.named(name) else {
      throw error(command, "'\(command.spelling)' cannot stand among words; end them before it")
    }
    return try words(name == "text" ? alphabet : style, command)
  }
}
