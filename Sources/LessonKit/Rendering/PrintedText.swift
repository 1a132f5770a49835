/// Text that a lesson printed, as a page can hold it.
enum PrintedText {
  /// The lines without the last one's end. A lone return ends a line; controls are shown as their symbols.
  static func lines(_ text: String) -> [String] {
    var lines = Array(SourceText(text).lines)
    if lines.last == "" { lines.removeLast() }
    return lines.map(visible)
  }

  private static func visible(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: isControl) else { return line }
    return line.unicodeScalars.map { isControl($0) ? $0.picture ?? "" : String($0) }.joined()
  }

  /// What no page may hold; text of another direction keeps its marks there.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t"
  }
}
