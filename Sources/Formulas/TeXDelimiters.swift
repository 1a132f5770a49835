/// Delimiters that grow with their content.
extension TeXParser {
  /// The content between `\left`, which has been consumed, and `\right`.
  package mutating func fenced(_ left: TeXToken) throws(TeXError) -> Math {
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

  /// A delimiter; `.` means none.
  mutating func delimiter(after taker: TeXToken) throws(TeXError) -> String {
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
}
