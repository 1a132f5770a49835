import LessonTestSupport
import Testing

@testable import LessonDocument
@testable import LessonVerification

@Suite("What links reach")
struct LinkTargetTests {
  @Test("reach the ids of raw HTML, however they are written, and names of links")
  func anchors() throws {
    let text = """
      <a id=one></a> <A ID="two"></A> <a name='three'> <b Id = four title="id=no"> <img name=no>

      <table><tr id="five"><td
      id=six>x</td></tr></table>

      | <i id="seven">x</i> |
      |---|

      <!-- <a id="no"></a>
      <a id="no"></a> -->

      `<a id="no">` <b data-id="no" id> <video id=no> <b id=""> </b id=no>

          <a id="no">

      ```html
      <a id="no">
      ```
      """
    #expect(
      LessonLinks(try lesson(text)).writtenAnchors == ["one", "two", "three", "four", "five", "six", "seven"])
  }

  @Test("stand in raw HTML with and without quotes, but not in its comments")
  func addresses() throws {
    let links = LessonLinks(try lesson("<a href=x.md>a</a> <IMG SRC='b.png'> <!-- <a href='c.md'> -->\n"))
      .links
    #expect(links.map(\.address) == ["x.md", "b.png"])
    #expect(links.map(\.range.lowerBound.column) == [9, 30])
  }

  @Test("without text are seen by nobody")
  func empty() throws {
    let text =
      "[](a.md) [ ](b.md) [**  **](c.md) [![](p.png)](d.md) [`x`](e.md) [$x$](f.md) [<img src=g.png>](h.md) [x](i.md)"
    let empty = LessonLinks(try lesson(text)).links.filter(\.isEmpty)
    #expect(empty.map(\.address) == ["a.md", "b.md"])
    #expect(empty.map(\.range.lowerBound.column) == [4, 14])
  }
}

@Suite("Anchors of headings")
struct HeadingAnchorTests {
  @Test(
    "keep what GitHub keeps",
    arguments: [
      ("二〇二四年", "二〇二四年"), ("Ⅳ part", "ⅳ-part"), ("a_b-c d", "a_b-c-d"), ("x² ½ ①", "x--"), ("Ⓐ b", "ⓐ-b"),
      ("Zażółć, gęślą!", "zażółć-gęślą"), ("İstanbul", "i̇stanbul"), ("ΣΑΣ", "σασ"), ("हिन्दी", "हिन्दी"),
      ("ภาษาไทย ๔", "ภาษาไทย-๔"),
      ("🎉 New", "-new"), ("⚙️ Settings", "️-settings"), ("a‿b", "a‿b"), ("a—b…c", "abc"), ("C++ & C#", "c--c"),
      ("ﬁ", "ﬁ"), ("e\u{301}", "e\u{301}"), ("«a»", "a"), ("٣٤", "٣٤"), ("ªº", "ªº"), ("_x_", "_x_"),
      ("a\tb", "ab"),
    ])
  func slugs(_ heading: String, _ slug: String) {
    #expect(HeadingAnchors.slug(heading).unicodeScalars.elementsEqual(slug.unicodeScalars))
  }

  @Test("that are repeated are numbered past those that headings have already")
  func numbers() {
    var anchors = HeadingAnchors()
    let headings = ["foo", "foo-1", "foo", "foo", "foo-1", "Foo"]
    #expect(
      headings.map { anchors.anchor(for: $0) } == ["foo", "foo-1", "foo-2", "foo-3", "foo-1-1", "foo-4"])
  }
}
