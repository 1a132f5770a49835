import Testing

@testable import LessonRendering

@Suite("What pages contain of the theme")
struct CompactTextTests {
  @Test("are rules without comments, indentation and needless blanks")
  func styleSheet() {
    let text = """
      /* A, { b }: */
      a, b > c:not(d) { e: 1px solid; /* f */
        g: calc(1px + 2px); }

      @media print {
        a { h: "i" / ""; }
      }
      """
    #expect(
      CompactText.styleSheet(text) == """
        a,b > c:not(d){e:1px solid;g:calc(1px + 2px)}@media print {a{h:"i" / ""}}
        """)
  }

  @Test("are statements without lines of comments and indentation")
  func script() {
    #expect(CompactText.script("// a\n{\n  // b\n  c('//') // d\n\n}\n") == "{\nc('//') // d\n}")
  }

  @Test("holds no text in quotes that would change")
  func quotes() {
    let styles = [Theme.css] + ThemePart.all.compactMap(\.css)
    for text in styles.joined().matches(of: /"[^"]*"/) {
      #expect(!text.0.contains(/[:;,{}]/))
    }
    for script in Theme.scripts {
      let templates = script.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      #expect(!templates.contains { $0.offset % 2 == 1 && $0.element.contains("\n") })
    }
  }
}
