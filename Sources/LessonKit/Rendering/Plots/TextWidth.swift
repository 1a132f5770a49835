/// How wide text is where nothing can measure it.
enum TextWidth {
  /// An upper estimate for the usual sans-serif fonts, in the unit of the font size.
  static func estimate(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size
  }

  /// In hundredths of the font size the widest of Arial, Segoe UI, Roboto and DejaVu Sans, by and large.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    if columns(of: scalar) != 1 { return Double(columns(of: scalar)) * 0.52 }
    return switch scalar {
    case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", "!": 0.35
    case " ", "f", "t", "r", "(", ")", "[", "]", "/", "-", "·", "\"": 0.42
    case "⁰"..."⁹", "⁻", "¹", "²", "³": 0.42
    case "m", "w", "M", "W", "@", "%", "—", "…": 1.0
    case "A"..."Z", "&", "+", "=", "<", ">", "~": 0.84
    case "\u{A0}"..."\u{24F}": 0.72
    case "a"..."z", "0"..."9": 0.64
    default: 0.85
    }
  }

  /// Text that is no wider than allowed; what is cut off leaves `…`.
  static func elided(_ text: String, size: Double, to limit: Double) -> String {
    elided(text) { estimate($0, size: size) <= limit }
  }

  /// Text of no more columns than allowed; what is cut off leaves `…`.
  static func elided(_ text: String, columns limit: Int) -> String {
    elided(text) { columns(of: $0) <= limit }
  }

  private static func elided(_ text: String, fits: (String) -> Bool) -> String {
    if fits(text) { return text }
    var kept = text
    while !kept.isEmpty && !fits(kept + "…") { kept.removeLast() }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// Text broken between words into lines no wider than allowed; a word too long for a line is cut off.
  static func lines(_ text: String, fits: (String) -> Bool) -> [String] {
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

  // MARK: - Terminals

  /// The columns that text takes in a terminal.
  static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// 0 for marks above or below a letter, 2 for what East Asian scripts and emoji need, 1 for the rest.
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// The text with spaces after it to as many columns.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  /// The text with spaces before it to as many columns.
  static func padded(toRight text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(of: text))) + text
  }
}
