import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("Code in a sentence")
struct InlineCodeTests {
  @Test("keeps a backslash and the bracket behind it on one line")
  func brackets() throws {
    let page = PageRenderer().html(try lesson("`a \\(x < y) b \\{z`, `\\n (`"), transcript([]))
    #expect(
      page.contains(
        """
        <code>a <span class="whole">\\(</span>x &lt; y) b <span class="whole">\\{</span>z</code>, <code>\\n (</code>
        """))
  }
}
