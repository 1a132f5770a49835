/// Converts text that a lesson printed into a form that a page can contain.
package enum PrintedText {
  /// The lines of the text. A lone return ends a line; controls are replaced by visible symbols.
  ///
  /// - Parameter isProse: Whether an author wrote the text for readers. Then characters that change the text's
  ///   direction are kept, since Arabic and Hebrew need them. In output they are made visible, so that it reads as it
  ///   is.
  package static func lines(_ text: String, isProse: Bool = false) -> [String] {
    var lines = Array(SourceText(text).lines)
    if lines.last == "" { lines.removeLast() }
    return lines.map { isProse ? visible($0) : visible($0).withVisibleDirections }
  }

  private static func visible(_ line: String) -> String {
    guard line.unicodeScalars.contains(where: isControl) else { return line }
    return line.unicodeScalars.map { isControl($0) ? $0.picture ?? "" : String($0) }.joined()
  }

  /// Whether no page may contain the character.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\t"
  }
}
