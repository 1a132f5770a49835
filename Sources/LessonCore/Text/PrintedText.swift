/// Text that a lesson printed, as a page can hold it.
package enum PrintedText {
  /// The lines without the last one's end. A lone return ends a line; controls are shown as their symbols.
  ///
  /// - Parameter isProse: Whether an author wrote the text for readers: then what turns the direction of text is kept,
  ///   which Arabic and Hebrew need. In output it is shown, since output must read as it is.
  package static func lines(_ text: String, isProse: Bool = false) -> [String] {
    var lines = Array(SourceText(text).lines)
    if lines.last == "" { lines.removeLast() }
    return lines.map { isProse ? visible($0) : visible($0).withVisibleDirections }
  }

  private static func visible(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: isControl) else { return line }
    return line.unicodeScalars.map { isControl($0) ? $0.picture ?? "" : String($0) }.joined()
  }

  /// What no page may hold.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t"
  }
}
