/// The numbers beside formulas, and references to them.
extension TeXParser {
  /// Reads `\tag`, `\label` or `\notag`, which applies to the current row. The command has been consumed.
  package mutating func mark(_ command: TeXCommand, _ token: TeXToken) throws(TeXError) {
    guard tagDepth == depth else {
      throw error(
        token,
        isDisplay
          ? "'\(token.spelling)' stands in a displayed formula or a row of 'align' or 'gather', not within its parts"
          : "'\(token.spelling)' stands in a formula between '$$', not in a sentence")
    }
    switch command {
    case .tag:
      let isEnclosed = !lexer.take(directly: "*")
      let text = Math.joined(try words(.roman, token)).plainText
      guard tag?.text == nil else { throw error(token, "this formula has a second '\\tag'") }
      tag = EquationTag(text: text, isEnclosed: isEnclosed, label: tag?.label)
      isPlain = false
    case .label:
      let (name, range) = try name(after: token)
      guard tag?.label == nil else { throw error(token, "this formula has a second '\\label'") }
      links.append(Link(name: name, range: range, isLabel: true))
      tag = EquationTag(text: tag?.text, isEnclosed: tag?.isEnclosed ?? true, label: name)
      isPlain = false
    // `\notag` changes nothing: only rows with a tag or a label have a number.
    default: break
    }
  }

  /// `\eqref{…}` or `\ref{…}`. The command has been consumed.
  package mutating func reference(_ token: TeXToken, isEnclosed: Bool) throws(TeXError) -> Math {
    let (name, range) = try name(after: token)
    links.append(Link(name: name, range: range, isLabel: false))
    isPlain = false
    return .reference(name, isEnclosed: isEnclosed)
  }

  private mutating func name(after token: TeXToken) throws(TeXError) -> (String, Range<Int>) {
    let open = lexer.take()
    let start = lexer.place
    guard open.kind == .open, let scalars = lexer.takeBalanced(), !scalars.isEmpty else {
      throw error(token, "the name of a formula in braces follows '\(token.spelling)'")
    }
    return (String(String.UnicodeScalarView(scalars)), start..<start + scalars.count)
  }

  /// Returns the number of the current row, and clears it for the next one.
  mutating func takeTag() -> EquationTag? {
    defer { tag = nil }
    return tag
  }
}
