/// Estimates the width of text without measuring it.
package enum TextWidth {
  /// An upper estimate for the usual sans-serif fonts, in the unit of the font size.
  package static func estimate(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// The approximate width in the widest of Arial, Segoe UI, Roboto and DejaVu Sans, in hundredths of the font size.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    let columns = TerminalColumns.columns(of: scalar)
    if columns != 1 { return Double(columns) * 0.52 }
    return switch scalar {
    case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", "!": 0.35
    case " ", "f", "t", "r", "(", ")", "[", "]", "/", "-", "·", "\"": 0.42
    case "\u{202F}": 0.25
    case "⁰"..."⁹", "⁻", "¹", "²", "³": 0.42
    case "m", "w", "M", "W", "@", "%", "—", "…": 1.0
    case "A"..."Z", "&", "+", "=", "<", ">", "~": 0.84
    case "\u{A0}"..."\u{24F}": 0.72
    case "a"..."z", "0"..."9": 0.64
    default: 0.85
    }
  }

  /// Text that is no wider than `limit`; omitted text is replaced by `…`.
  package static func elided(_ text: String, size: Double, to limit: Double) -> String {
    elided(text) { estimate($0, size: size) <= limit }
  }

  /// Text of at most `limit` columns; omitted text is replaced by `…`.
  package static func elided(_ text: String, columns limit: Int) -> String {
    elided(text) { columns(of: $0) <= limit }
  }

  private static func elided(_ text: String, fits: (String) -> Bool) -> String {
    if fits(text) { return text }
    var kept = text
    while !kept.isEmpty && !fits(kept + "…") { kept.removeLast() }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// Text broken between words into lines that fit; a word too long for a line is cut off.
  package static func lines(_ text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, fits("\(last) \(word)") {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(elided(String(word), fits: fits))
      }
    }
    return lines
  }

  /// Text broken between words into at most `most` lines that fit. What remains for the last line is cut in its middle,
  /// as is a word that is too long for a line.
  package static func lines(_ text: String, atMost most: Int, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    var rest = text.split(whereSeparator: \.isWhitespace).map(String.init)[...]
    while !rest.isEmpty {
      let whole = rest.joined(separator: " ")
      if fits(whole) || lines.count + 1 >= most { return lines + [cutInMiddle(whole, fits: fits)] }
      let count = (1..<rest.count).last { fits(rest.prefix($0).joined(separator: " ")) } ?? 1
      lines.append(cutInMiddle(rest.prefix(count).joined(separator: " "), fits: fits))
      rest = rest.dropFirst(count)
    }
    return lines
  }

  /// Text of at most `limit` columns; `…` replaces its middle.
  package static func cutInMiddle(_ text: String, columns limit: Int) -> String {
    cutInMiddle(text) { columns(of: $0) <= limit }
  }

  private static func cutInMiddle(_ text: String, fits: (String) -> Bool) -> String {
    if fits(text) { return text }
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    var (start, end) = (text[..<middle], text[middle...])
    while !start.isEmpty || !end.isEmpty {
      let cut = "\(start)…\(end)".replacing(" …", with: "…").replacing("… ", with: "…")
      if fits(cut) { return cut }
      if start.count >= end.count { start.removeLast() } else { end.removeFirst() }
    }
    return "…"
  }

  // MARK: - Terminals

  /// The columns that text takes in a terminal.
  package static func columns(of text: String) -> Int {
    text.reduce(0) { $0 + TerminalColumns.columns(of: $1) }
  }

  /// The text padded with spaces after it to `width` columns.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  /// The text padded with spaces before it to `width` columns.
  package static func padded(toRight text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(of: text))) + text
  }
}
