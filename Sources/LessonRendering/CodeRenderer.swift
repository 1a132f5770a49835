import LessonCore
import LessonMarkup

/// Sets code in HTML; Swift with the kinds of its words marked.
enum CodeRenderer {
  /// Code as a block of its own; it runs from left to right in every language.
  ///
  /// - Parameter marks: Finds the kinds of the words of Swift.
  static func element(
    _ code: String, language: String?, marks: (String) -> SwiftMarks = SwiftMarks.init
  ) -> Element {
    let language = language == "swift-dt" ? "swift" : language
    let content = language == "swift" ? elements(code, marks(code)) : [text(code)]
    return .tag("pre", ["class": "code", "dir": "ltr"])[
      .tag("code", ["class": language.map { "language-\($0)" }])[content]]
  }

  /// Code as it runs, not as its directions would make it read.
  private static func text(_ code: String) -> Element { .text(code.withVisibleDirections) }

  private static func elements(_ code: String, _ marks: SwiftMarks) -> [Element] {
    let bytes = Array(code.utf8)
    // Marks of other code would be a damaged memory; the code itself is never lost.
    guard marks.marks.reduce(0, { $0 + $1.length }) == bytes.count else { return [text(code)] }
    var start = 0
    return marks.marks.map { mark in
      defer { start += mark.length }
      let text = text(String(decoding: bytes[start..<(start + mark.length)], as: UTF8.self))
      return mark.kind.map { .tag("span", ["class": $0])[text] } ?? text
    }
  }
}
