import LessonCore

/// Finds `swift-dt` fences that Markdown does not recognize as fences, whose code would silently not run.
enum LostFences {
  /// A warning for each fence in raw HTML or in indented code; fences in comments are allowed.
  static func warnings(
    in document: MarkdownNode, of source: SourceText, kind: FileKind, path: String
  ) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    document.forEach { node in
      guard let range = node.range, let reason = reason(node) else { return }
      for number in range.lowerBound.line...range.upperBound.line {
        guard let column = fence(in: source.lines[number - 1], of: kind) else { continue }
        let start = SourcePosition(line: number, column: column)
        let end = SourcePosition(line: number, column: source.lines[number - 1].unicodeScalars.count + 1)
        warnings.append(Diagnostic(.warning, path: path, at: start..<end, "this block is not run: \(reason)"))
      }
    }
    return warnings
  }

  private static func reason(_ node: MarkdownNode) -> String? {
    switch node.kind {
    case .html(let text) where !text.contains("<!--"):
      "it stands in raw HTML; an empty line before it ends that"
    case .code(let code) where !code.isFenced:
      "it is indented by four spaces or more, which makes it text; indent it less"
    default: nil
    }
  }

  /// The column of a fence that opens a block.
  private static func fence(in line: String, of kind: FileKind) -> Int? {
    let content = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    guard let (_, rest) = Fence.prefix(of: content),
      kind.options(in: BlockOptionsReader.words(of: String(rest), number: 1, from: 1)) != nil
    else { return nil }
    return line[..<content.startIndex].unicodeScalars.count + 1
  }
}
