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
    let content = language == "swift" ? elements(code, highlight(code)) : [text(code)]
    return .tag("pre", ["class": "code", "dir": "ltr"])[
      .tag("code", ["class": language.map { "language-\($0)" }])[content]]
  }

  /// The code as text, with characters that change the reading direction made visible.
  private static func text(_ code: String) -> Element { .text(code.withVisibleDirections) }

  private static func elements(_ code: String, _ highlighting: SyntaxHighlighting) -> [Element] {
    let bytes = Array(code.utf8)
    // Highlighting that does not cover the code comes from a damaged cache: show the code without it.
    guard highlighting.runs.reduce(0, { $0 + $1.length }) == bytes.count else { return [text(code)] }
    var start = 0
    return highlighting.runs.map { run in
      defer { start += run.length }
      let text = text(String(decoding: bytes[start..<(start + run.length)], as: UTF8.self))
      return run.kind.map { .tag("span", ["class": $0])[text] } ?? text
    }
  }
}
