/// Writes diagnostics for a terminal: the place and the message, then the line of the lesson with a caret under it.
public struct DiagnosticPrinter: Sendable {
  private let usesColor: Bool
  /// The lines of the files that diagnostics may name, by path.
  private let lines: [String: [String]]

  /// - Parameters:
  ///   - usesColor: Whether escape sequences for colour are understood where the text goes.
  ///   - lines: The lines of the files that diagnostics may name, by path.
  public init(usesColor: Bool = false, lines: [String: [String]] = [:]) {
    self.usesColor = usesColor
    self.lines = lines
  }

  /// The text of a diagnostic, its notes and its fix, ended by a newline.
  public func text(_ diagnostic: Diagnostic) -> String {
    var text = remark(
      diagnostic.path, diagnostic.range?.lowerBound, diagnostic.severity, diagnostic.message)
    if let range = diagnostic.range { text += excerpt(diagnostic.path, range) }
    if let difference = diagnostic.difference { text += words(difference) }
    for note in diagnostic.notes {
      text += remark(note.path, note.position, .note, note.message)
      if let position = note.position { text += excerpt(note.path, position..<position) }
    }
    if let fix = diagnostic.fix {
      text += remark(diagnostic.path, diagnostic.range?.lowerBound, .note, "write: \(fix)")
    }
    return text
  }

  private func remark(
    _ path: String, _ position: SourcePosition?, _ severity: Diagnostic.Severity, _ message: String
  ) -> String {
    let place = position.map { "\(path):\($0.line):\($0.column)" } ?? path
    let label = colored(severity.rawValue + ":", severity.color)
    let text = message.withVisibleControls
    return "\(colored(place + ":", "1")) \(label) \(colored(text, severity == .note ? "" : "1"))\n"
  }

  /// What a page says in red, what the code gives in green.
  private func words(_ difference: WordDifference) -> String {
    let text = difference.text { part, isNew in colored(part.withVisibleControls, isNew ? "32" : "31") }
    return text.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private func excerpt(_ path: String, _ range: Range<SourcePosition>) -> String {
    let start = range.lowerBound
    guard let all = lines[path], all.indices.contains(start.line - 1) else { return "" }
    let line = all[start.line - 1]
    let before = line.unicodeScalars.prefix(start.column - 1)
    // Tabs stay tabs, so that the caret stands under its character whatever their width.
    let indent = String(String.UnicodeScalarView(before)).split(
      separator: "\t", omittingEmptySubsequences: false
    )
    .map { String(repeating: " ", count: TextWidth.columns(of: String($0))) }.joined(separator: "\t")
    let marked = line.unicodeScalars.dropFirst(start.column - 1)
    let length = range.upperBound.line == start.line ? range.upperBound.column - start.column : marked.count
    let width = TextWidth.columns(of: String(String.UnicodeScalarView(marked.prefix(max(1, length)))))
    let caret = "^" + String(repeating: "~", count: max(0, width - 1))
    return "  \(line.withVisibleControls)\n  \(indent)\(colored(caret, "32"))\n"
  }

  private func colored(_ text: String, _ code: String) -> String {
    usesColor && !code.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// With pictures in the place of control characters, which a lesson could use to speak to a terminal.
  var withVisibleControls: String {
    guard unicodeScalars.contains(where: \.isHiddenControl) else { return self }
    let visible = unicodeScalars.map { scalar in
      guard scalar.isHiddenControl else { return scalar }
      return scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value)! : "\u{FFFD}"
    }
    return String(String.UnicodeScalarView(visible))
  }
}

extension Unicode.Scalar {
  fileprivate var isHiddenControl: Bool {
    properties.generalCategory == .control && self != "\n" && self != "\t"
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
