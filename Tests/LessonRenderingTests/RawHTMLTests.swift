import LessonTestSupport
import Testing

@testable import LessonMarkup

@Suite("The author's own HTML")
struct RawHTMLTests {
  private func check(_ html: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var cleaner = RawHTML()
    #expect(cleaner.clean(html) + cleaner.closeAll() == expected, sourceLocation: sourceLocation)
  }

  @Test("passes when it is harmless")
  func harmless() {
    check("10<sup>-10</sup> &radic; &amp; \"b\"", "10<sup>-10</sup> &radic; &amp; \"b\"")
    check(
      "<DIV Class='a \"b\"' align=center><br/></div>",
      "<div class=\"a &quot;b&quot;\" align=\"center\"><br></div>")
    check(
      "<details open><summary>a</summary>b</details>", "<details open=\"\"><summary>a</summary>b</details>")
    check("<img src=a.png alt='ą' width=10>", "<img src=\"a.png\" alt=\"ą\" width=\"10\">")
    check("<span aria-label=\"x\" lang=pl>a</span>", "<span aria-label=\"x\" lang=\"pl\">a</span>")
  }

  @Test(
    "loses what could run code",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("<ScRiPt src=x>", "&lt;ScRiPt src=x&gt;"),
      ("<style>*{display:none}</style>", "&lt;style&gt;*{display:none}&lt;/style&gt;"),
      ("<iframe src='javascript:a'></iframe>", "&lt;iframe src='javascript:a'&gt;&lt;/iframe&gt;"),
      (
        "<svg onload=a><math><template><form><input>",
        "&lt;svg onload=a&gt;&lt;math&gt;&lt;template&gt;&lt;form&gt;&lt;input&gt;"
      ),
      ("<img src=x onerror=alert(1)>", "<img src=\"x\">"),
      ("<img/src=x/onerror=alert(1)>", "<img src=\"x/onerror=alert(1)\">"),
      ("<a ONCLICK='x' style='y' href=z>a</a>", "<a href=\"z\">a</a>"),
      ("<a href=javascript:x>a</a>", "<a>a</a>"),
      ("<a href=' JaVa\tScript:x'>a</a>", "<a>a</a>"),
      ("<a href='java\nscript:x'>a</a>", "<a>a</a>"),
      ("<a href='&#106;avascript:x'>a</a>", "<a>a</a>"),
      ("<a href='javascript&colon;x'>a</a>", "<a>a</a>"),
      ("<a href='vbscript:x'>a</a>", "<a>a</a>"),
      ("<a href='data:text/html,<script>'>a</a>", "<a>a</a>"),
      ("<a href='data:image/png;base64,AA'>a</a>", "<a>a</a>"),
      ("<a href='\u{1}javascript:x'>a</a>", "<a>a</a>"),
      ("<img src='data:image/svg+xml,x'>", "<img>"),
      ("<p a\u{301}b=\"'>\" onclick=x>", "<p></p>"),
    ])
  func harmful(_ html: String, _ expected: String) { check(html, expected) }

  @Test(
    "hides nothing from the page's script: names go, and ids that are the page's own",
    arguments: [
      ("<img name=querySelectorAll src=a.png>", "<img src=\"a.png\">"),
      ("<img name=body id=currentScript>", "<img id=\"currentScript\">"),
      ("<p name=currentScript>", "<p></p>"),
      ("<a name=x>a</a>", "<a id=\"x\">a</a>"), ("<a name=x id=y>a</a>", "<a id=\"y\">a</a>"),
      ("<b id=page.copy>a</b>", "<b>a</b>"), ("<a name=PAGE.main>a</a>", "<a>a</a>"),
      ("<b id=chart.1>a</b>", "<b>a</b>"), ("<b id='&#112;age.copy'>a</b>", "<b>a</b>"),
    ])
  func names(_ html: String, _ expected: String) {
    check(html, expected)
    let anchors = RawHTML.startTags(in: html).compactMap(\.anchor)
    #expect(anchors == expected.matches(of: #/ id="([^"]*)"/#).map { String($0.1) })
  }

  @Test("keeps pictures that are given as data")
  func pictures() {
    check("<img src='data:image/png;base64,AA=='>", "<img src=\"data:image/png;base64,AA==\">")
  }

  @Test("is read byte by byte: a combining mark hides neither quote nor bracket")
  func combiningMarks() {
    check("<b title=\"a\"\u{301} onclick=x>c</b>", "<b title=\"a\">c</b>")
    check("<b title=\"a\u{301}\">c</b>", "<b title=\"a\u{301}\">c</b>")
    check("<b title='x\"\u{301}><script>'>c</b>", "<b title=\"x&quot;\u{301}&gt;&lt;script&gt;\">c</b>")
    check("<b>\u{301}<script>\u{301}", "<b>\u{301}&lt;script&gt;\u{301}</b>")
  }

  @Test("is text where it is no tag")
  func text() {
    check("1 < 2 > 1 <3 <a", "1 &lt; 2 &gt; 1 &lt;3 &lt;a")
    check("<a href=\"x", "&lt;a href=\"x")
    check("</ a>", "&lt;/ a&gt;")
  }

  @Test("loses comments, declarations and instructions")
  func comments() {
    check("a<!-- <b> --><!DOCTYPE html><?php x ?><![CDATA[ y ]]>b", "ab")
    check("a<!-- b", "a&lt;!-- b")
  }

  @Test("closes what it opens and nothing else")
  func balance() {
    check("<b><i>a</b></i></p></main></div>", "<b><i>a</i></b>&lt;/main&gt;")
    check("<div><b>", "<div><b></b></div>")
  }

  @Test("stays inside its paragraph, item or page")
  func scopes() {
    LessonRenderingTests.check("a <b>b\n\nc", html: "<p>a <b>b</b></p>\n<p>c</p>")
    LessonRenderingTests.check(
      "<div>\n\n**a**\n\n</div>\n\nb", html: "<div>\n<p><strong>a</strong></p>\n</div>\n<p>b</p>")
    LessonRenderingTests.check(
      "- <div>\n\n  a\n- b", html: "<ul>\n<li>\n<div>\n<p>a</p></div>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>")
    LessonRenderingTests.check("</section>\n</main>\n\na", html: "\n&lt;/main&gt;\n<p>a</p>")
  }

  @Test("links to lessons' pages in place of their sources")
  func links() {
    check("<a href=\"x.md#a\">b</a>", "<a href=\"x.html#a\">b</a>")
  }

  @Test("in Markdown's own links is checked as well")
  func markdownLinks() {
    LessonRenderingTests.check("[a](javascript:x) ![b](vbscript:y)", html: "<p><a>a</a> <img alt=\"b\"></p>")
    LessonRenderingTests.check("[a](java&#115;cript:x)", html: "<p><a>a</a></p>")
    LessonRenderingTests.check("<javascript:alert(1)>", html: "<p><a>javascript:alert(1)</a></p>")
    LessonRenderingTests.check("[a](data:text/html,x)", html: "<p><a>a</a></p>")
  }
}
