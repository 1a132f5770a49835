/// Stands for the number of a figure until the figures of earlier chapters are counted.
///
/// It consists of characters for private use around the kind and the number in the chapter, so that it passes through Markdown and
/// HTML unchanged.
enum FigureMark {
  private static let (start, end): (Character, Character) = ("\u{F0000}", "\u{F0001}")

  /// The mark of the figure or table with a number in its chapter.
  static func text(_ number: Int, isTable: Bool) -> String { "\(start)\(isTable ? "t" : "f")\(number)\(end)" }

  /// A text with numbers in the place of marks.
  ///
  /// - Parameter before: The number of figures and of tables in earlier chapters.
  static func numbered(_ text: String, after before: (figures: Int, tables: Int)) -> String {
    let parts = text.split(separator: start, omittingEmptySubsequences: false)
    let rest = parts.dropFirst().map { part in
      guard let kind = part.first, let end = part.firstIndex(of: end),
        let number = Int(part[part.index(after: part.startIndex)..<end])
      else { return String(part) }
      return "\(number + (kind == "t" ? before.tables : before.figures))" + part[part.index(after: end)...]
    }
    return ([String(parts.first ?? "")] + rest).joined()
  }
}
