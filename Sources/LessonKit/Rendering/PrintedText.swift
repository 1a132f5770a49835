/// Text that a lesson printed, as a page can hold it.
enum PrintedText {
  /// The lines without the last one's end. A lone return ends a line; controls are shown as their symbols.
  static func lines(_ text: String) -> [String] {
    var lines = SourceText(text).lines
    if lines.last == "" { lines.removeLast() }
    return lines.map(visible)
  }

  private static func visible(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: { isControl($0) }) else { return line }
    var result = String.UnicodeScalarView()
    for scalar in line.unicodeScalars {
      result.append(isControl(scalar) ? symbol(scalar) : scalar)
    }
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
  }

  /// Unicode has a picture for each control character: `␛`.
  private static func symbol(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.value == 0x7F ? "\u{2421}" : Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  }
}
