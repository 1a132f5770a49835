import LessonCore
import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("A part of the theme")
struct ThemePartTests {
  @Test("is on pages that have what it is for, with its styles and its script, and on no others")
  func needed() throws {
    let chart = Shown.chart(Chart(x: "x", y: "y", [Series("a", [1, 2])]))
    let plain = PageRenderer().html(try lesson("# A\n\n```swift-dt\n```"), transcript([[.printed("1\n")]]))
    let drawn = PageRenderer().html(try lesson("# A\n\n```swift-dt\n```"), transcript([[.shown(chart)]]))
    let told = PageRenderer().html(try lesson("# A\n\n> [!NOTE]\n> b\n"), transcript([]))
    #expect(!plain.contains(".drawing{") && !plain.contains("figure.chart") && !plain.contains(".alert.tip"))
    #expect(drawn.contains(".drawing{") && drawn.contains("figure.chart") && !drawn.contains(".alert.tip"))
    #expect(told.contains(".alert.tip") && !told.contains(".drawing{"))
    #expect([plain, drawn, told].allSatisfy { $0.contains(".search input{") && !$0.contains(".cards{") })
  }
}

@Suite("A file of a page")
struct CompactMarkupTests {
  @Test("has quotes only around values that need them, and cells and rows without their ends")
  func values() {
    let page = """
      <table class="a" title="b c">
      <tr><td id="d/" lang="">e = "f"</td><td>g</td></tr>
      <tr><th>h</th></tr>
      </table><svg><path d="M1" fill="none"/></svg><style>[i="j"]{k:l}</style>
      """
    #expect(
      CompactMarkup.html(page) == """
        <table class=a title="b c">
        <tr><td id="d/" lang>e = "f"<td>g<tr><th>h</table><svg><path d=M1 fill="none"/></svg><style>[i="j"]{k:l}</style>
        """)
  }

  @Test("keeps scripts and text as they are")
  func texts() {
    let page = "<script>a = \"<b c='d' e=\\\"f\\\"><\\/td>\"</script><p>g=\"h\" 1 &lt; 2</p>"
    #expect(CompactMarkup.html(page) == page)
  }
}
