import LessonCore
import LessonMarkup

/// Renders code as HTML; Swift code gets syntax highlighting.
enum CodeRenderer {
  /// A block of code. It runs from left to right in every language.
  ///
  /// - Parameter highlight: Highlights a piece of Swift.
  static func element(
    _ code: String, language: String?, highlight: (String) -> SyntaxHighlighting = SyntaxHighlighting.init
  ) -> Element {
    let language = language == "swift-dt" ? "swift" : language
    let highlighting = language == "swift" ? highlight(code) : .none(of: code)
    return .tag("pre", ["class": "code", "dir": "ltr"])[
      .tag("code", ["class": language.map { "language-\($0)" }])[elements(code, highlighting)]]
  }

  private static func elements(_ code: String, _ highlighting: SyntaxHighlighting) -> [Element] {
    let bytes = Array(code.utf8)
    // Highlighting that does not cover the code comes from a damaged cache: show the code without it.
    let isWhole = highlighting.runs.reduce(0, { $0 + $1.length }) == bytes.count
    let runs = isWhole ? highlighting.runs : SyntaxHighlighting.none(of: code).runs
    return MarkedLines.parts(of: code).flatMap { part in
      let elements = self.elements(runs, of: bytes, in: part.range)
      return part.isMarked ? [.tag("mark", ["class": "marked"])[elements]] : elements
    }
  }

  /// The runs in a part of the code.
  private static func elements(
    _ runs: [SyntaxHighlighting.Run], of bytes: [UInt8], in part: Range<Int>
  ) -> [Element] {
    var start = 0
    return runs.compactMap { run in
      let range = (start..<start + run.length).clamped(to: part)
      start += run.length
      guard !range.isEmpty else { return nil }
      // Characters that change the reading direction are made visible.
      let text = Element.text(String(decoding: bytes[range], as: UTF8.self).withVisibleDirections)
      return run.kind.map { .tag("span", ["class": $0])[text] } ?? text
    }
  }
}
