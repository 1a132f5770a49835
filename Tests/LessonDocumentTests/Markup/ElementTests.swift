import Testing

@testable import LessonMarkup

@Suite("An element")
struct ElementTests {
  @Test("escapes text and attribute values, each for its place")
  func escapes() {
    #expect(
      Element.tag("p", ["title": "a\"b\n<c>&'"])["1 < \(2) & \"3\""].markup
        == "<p title=\"a&quot;b&#10;&lt;c&gt;&amp;'\">1 &lt; 2 &amp; \"3\"</p>")
  }

  @Test("keeps attributes in the order in which they were given and leaves out those that are nil")
  func attributeOrder() {
    #expect(
      Element.tag("a", ["href": "x", "class": nil, "download": "", "aria-label": "b"]).markup
        == #"<a href="x" download="" aria-label="b"></a>"#)
  }

  @Test("has no end tag when it is one of HTML's void elements")
  func voidElements() {
    #expect(
      Element.tag("p")[.tag("br"), .tag("img", ["src": "a.svg"])].markup == #"<p><br><img src="a.svg"></p>"#)
  }

  @Test("closes itself when it is empty inside svg and math, and only there")
  func foreignElements() {
    let svg = Element.tag("svg")[.tag("g"), .tag("foreignObject")[.tag("p")]]
    #expect(svg.markup == "<svg><g/><foreignObject><p></p></foreignObject></svg>")
    #expect(Element.tag("math").markup == "<math/>")
    #expect(Element.tag("td").markup == "<td></td>")
  }

  @Test("writes scripts and style sheets without escapes, unable to end themselves early")
  func rawText() {
    #expect(Element.tag("style")["a > b {}"].markup == "<style>a > b {}</style>")
    #expect(
      Element.tag("script")["if (a < b) '</script>'"].markup == #"<script>if (a < b) '<\/script>'</script>"#)
    #expect(Element.tag("svg")[.tag("style")["a > b {}"]].markup == "<svg><style>a &gt; b {}</style></svg>")
  }

  @Test("replaces characters that no document may hold")
  func illegalCharacters() {
    #expect(Element.text("a\u{0}b\u{1B}c\td\u{FFFF}").markup == "a\u{FFFD}b\u{FFFD}c\td\u{FFFD}")
    #expect(
      Element.text("\u{80}é\u{9F}\u{A0}\u{FFFE}\u{FFFC}").markup == "\u{FFFD}é\u{FFFD}\u{A0}\u{FFFD}\u{FFFC}")
  }

  @Test("appends what its subscript is given")
  func subscripts() {
    let list = Element.tag("ul")[.tag("li")["1"]]
    #expect(list[[.tag("li")["2"]]] == Element.tag("ul")[.tag("li")["1"], .tag("li")["2"]])
    #expect(Element.group([.empty, "a"])["b"].markup == "ab")
  }
}
