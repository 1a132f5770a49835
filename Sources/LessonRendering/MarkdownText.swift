import LessonCore

/// Text and code as Markdown.
enum MarkdownText {
  /// Escapes text so that Markdown shows it unchanged, on one line and in tables too.
  static func escaped(_ text: String) -> String {
    let scalars = Array(PrintedText.lines(text).joined(separator: " ").unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if isSpecial(scalar) || (scalar == "_" && !isInsideWord(index, of: scalars)) { result.append("\\") }
      result.append(scalar)
    }
    let line = String(result)
    // Characters that would begin a heading, a list or a quote at the beginning of a line.
    guard let first = scalars.first, "#-+0123456789".unicodeScalars.contains(first),
      let marker = line.prefixMatch(of: /(#{1,6}|[-+]|[0-9]{1,9}[.)])(?=\s|$)/)
    else { return line }
    return line[..<marker.range.upperBound].dropLast() + "\\"
      + line[line.index(before: marker.range.upperBound)...]
  }

  /// Text that stands out, on a line of its own.
  static func strong(_ text: String) -> String {
    let words = escaped(text).split(whereSeparator: \.isWhitespace)
    return "**\(words.joined(separator: " "))**"
  }

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<", ">", "|", "~", "&", "$": true
    default: false
    }
  }

  private static func isInsideWord(_ index: Int, of scalars: [Unicode.Scalar]) -> Bool {
    index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Text between fences that are longer than any fence inside it.
  static func fenced(_ lines: [String], language: String = "text") -> [String] {
    let longest = lines.map { $0.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + language] + lines + [fence]
  }
}
