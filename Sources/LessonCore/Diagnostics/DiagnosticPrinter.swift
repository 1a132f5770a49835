/// Writes diagnostics for a terminal: the place and the message, then the line of the lesson with a caret under it.
package struct DiagnosticPrinter: Sendable {
  private let usesColor: Bool
  /// The lines of the files that diagnostics may name, by path.
  private let lines: [String: [String]]

  /// - Parameters:
  ///   - usesColor: Whether to write escape sequences for colour.
  ///   - lines: The lines of the files that diagnostics may name, by path.
  package init(usesColor: Bool = false, lines: [String: [String]] = [:]) {
    self.usesColor = usesColor
    self.lines = lines
  }

  /// The text of a diagnostic, its notes and its fix, ended by a newline.
  package func text(_ diagnostic: Diagnostic) -> String {
    var text = remark(
      diagnostic.path, diagnostic.range?.lowerBound, diagnostic.severity, diagnostic.message)
    if let range = diagnostic.range { text += excerpt(diagnostic.path, range) }
    if let difference = diagnostic.difference { text += words(difference) }
    if let output = diagnostic.output {
      text += output.text.split(separator: "\n").map { Self.margin + String($0).withVisibleControls + "\n" }
        .joined()
    }
    for note in diagnostic.notes {
      text += remark(note.path, note.position, .note, note.message)
      if let position = note.position { text += excerpt(note.path, position..<position) }
    }
    if let fix = diagnostic.fix {
      text += remark(diagnostic.path, diagnostic.range?.lowerBound, .note, "write: \(fix)")
    }
    return text
  }

  /// The prefix of all lines except the first: untrusted text must not reach the start of a line, where CI systems read
  /// commands.
  private static let margin = "  | "

  private func remark(
    _ path: String, _ position: SourcePosition?, _ severity: Diagnostic.Severity, _ message: String
  ) -> String {
    let path = path.withVisibleControlsOnOneLine
    let place = position.map { "\(path):\($0.line):\($0.column)" } ?? path
    let label = colored(severity.rawValue + ":", severity.color)
    let text = message.withVisibleControls.replacing("\n", with: "\n" + Self.margin)
    return "\(colored(place + ":", "1")) \(label) \(colored(text, severity == .note ? "" : "1"))\n"
  }

  /// The page's words in red, those of the code's results in green.
  private func words(_ difference: WordDifference) -> String {
    let text = difference.text { part, isNew in colored(part.withVisibleControls, isNew ? "32" : "31") }
    return text.split(separator: "\n").map { "\(Self.margin)\($0)\n" }.joined()
  }

  private func excerpt(_ path: String, _ range: Range<SourcePosition>) -> String {
    let start = range.lowerBound
    guard let all = lines[path], all.indices.contains(start.line - 1),
      all[start.line - 1].utf8.count <= Self.longestLine
    else { return "" }
    let line = all[start.line - 1].unicodeScalars
    let isOneLine = range.upperBound.line == start.line
    let length = max(1, isOneLine ? range.upperBound.column - start.column : line.count)
    let marked = line.dropFirst(start.column - 1)
    let before = Self.excerpt(
      line.prefix(start.column - 1).suffix(Self.mostBefore), isCutBefore: start.column - 1 > Self.mostBefore)
    let inside = Self.excerpt(marked.prefix(min(length, Self.mostAfter)))
    let after = Self.excerpt(
      marked.dropFirst(length).prefix(max(0, Self.mostAfter - length)),
      isCutAfter: marked.count > Self.mostAfter)
    // Tabs stay tabs, so that the caret is below its character at any tab width.
    let indent = before.split(separator: "\t", omittingEmptySubsequences: false)
      .map { String(repeating: " ", count: TextWidth.columns(of: String($0))) }.joined(separator: "\t")
    let caret = "^" + String(repeating: "~", count: max(0, TextWidth.columns(of: inside) - 1))
    return
      "\(Self.margin)\(before)\(inside)\(after)\n\(Self.margin)\(indent)\(colored(caret, "32"))\n"
  }

  /// The maximum bytes of a shown line: places in it are found by counting, and a line can have thousands of them.
  private static let longestLine = 20_000

  /// Characters of a long line that are shown before a place, and after it.
  private static let mostBefore = 80
  private static let mostAfter = 120

  private static func excerpt(
    _ part: some Sequence<Unicode.Scalar>, isCutBefore: Bool = false, isCutAfter: Bool = false
  ) -> String {
    let text = String(String.UnicodeScalarView(part)).withVisibleControls
    return (isCutBefore ? "…" : "") + text + (isCutAfter ? "…" : "")
  }

  private func colored(_ text: String, _ code: String) -> String {
    usesColor && !code.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  fileprivate var color: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;35"
    case .note: "36"
    }
  }
}
