import LessonTestSupport
import Testing

@testable import LessonMarkup
@testable import LessonRendering

@Suite("Marked lines of code")
struct MarkedLinesTests {
  private func marked(_ code: String) -> [String] {
    MarkedLines.parts(of: code).filter(\.isMarked).map {
      String(decoding: Array(code.utf8)[$0.range], as: UTF8.self)
    }
  }

  @Test("end with a comment that begins with an arrow")
  func arrows() {
    #expect(marked("a\nb  // ←\nc") == ["b  // ←"])
    #expect(marked("a // ← the step\n\n  b // ←") == ["a // ← the step", "  b // ←"])
    #expect(marked("a ← b\n// -> c\n//←").isEmpty)
  }

  @Test("are tinted without a change of the code, whatever its highlighting is")
  func element() {
    let code = "let a = \"\"\"\n  x // ←\n  \"\"\"\nlet b = 1  // ←\n"
    for language in ["swift", "python", nil] {
      let markup = CodeRenderer.element(code, language: language).markup
      let text = markup.replacing(/<[^>]*>/, with: "").replacing("&quot;", with: "\"")
      #expect(text == code)
      #expect(markup.ranges(of: "<mark class=\"marked\">").count == 2)
      #expect(markup.contains("</mark>\n"))
    }
  }

  @Test("are parts without gaps")
  func parts() {
    for code in ["", "\n", "a // ←", "a // ←\n", "// ←\n// ←\n\nb"] {
      #expect(MarkedLines.parts(of: code).flatMap { Array($0.range) } == Array(0..<code.utf8.count))
    }
  }
}
