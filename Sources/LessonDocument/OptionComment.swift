import LessonCore

/// Options of a block in a comment on the line above its fence: `<!-- lessons: fail group=a -->`. Readers of the file on
/// GitHub do not see them.
enum OptionComment {
  private static let opening = "<!--"
  private static let label = "lessons:"
  private static let closing = "-->"

  /// The words of a line that is such a comment; `nil` for other lines.
  static func words(of line: String, number: Int) -> [BlockOptionsReader.Word]? {
    let content = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    guard content.hasPrefix(opening) else { return nil }
    let inside = content.dropFirst(opening.count).drop { $0 == " " || $0 == "\t" }
    guard inside.hasPrefix(label), let end = inside.firstRange(of: closing),
      inside[end.upperBound...].allSatisfy({ $0 == " " || $0 == "\t" })
    else { return nil }
    let begin = inside.index(inside.startIndex, offsetBy: label.count)
    guard begin <= end.lowerBound else { return nil }
    let column = line[..<begin].unicodeScalars.count + 1
    return BlockOptionsReader.words(of: String(line[..<end.lowerBound]), number: number, from: column)
  }

  /// A warning for each such comment that stands above no block.
  ///
  /// - Parameter fences: The lines of the fences of all blocks.
  static func warnings(
    in document: MarkdownNode, of source: SourceText, fences: Set<Int>, path: String
  ) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    document.forEach { node in
      guard case .html(let text) = node.kind, text.contains(label), let range = node.range else { return }
      for number in range.lowerBound.line...range.upperBound.line where !fences.contains(number + 1) {
        let line = source.lines[number - 1]
        guard words(of: line, number: number) != nil else { continue }
        let column = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" || $0 == ">" }.count + 1
        let start = SourcePosition(line: number, column: column)
        let end = SourcePosition(line: number, column: line.unicodeScalars.count + 1)
        warnings.append(
          Diagnostic(
            .warning, path: path, at: start..<end,
            "these options have no effect: the fence of a block that is run must be on the next line"))
      }
    }
    return warnings
  }
}
