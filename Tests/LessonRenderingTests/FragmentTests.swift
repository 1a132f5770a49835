import LessonTestSupport
import Testing

/// Expects that plain Markdown becomes exactly this HTML.
func check(_ markdown: String, html: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let found = renderFragment(path: "x.md", bytes: Array(markdown.utf8))
  #expect(found.html == (html.isEmpty ? "" : html + "\n"), sourceLocation: sourceLocation)
  #expect(found.diagnostics.isEmpty, sourceLocation: sourceLocation)
}

@Suite("Markdown becomes HTML")
struct FragmentTests {
  @Test("paragraph by paragraph, with emphasis, code and breaks")
  func inlines() {
    check(
      "*a* **b** ~~c~~ `d<` e  \nf\ng",
      html: "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code> e<br>\nf\ng</p>")
    check("a & b &amp; &copy; < \\*", html: "<p>a &amp; b &amp; © &lt; *</p>")
    check("", html: "")
  }

  @Test("with anchors on headings as GitHub makes them")
  func headings() {
    check(
      "# Sieć głęboka (Żółć)!\n\n## a `b_c` – d\n\n## A b_c  d\n\n### a b_c  d\n\n#### …\n",
      html: """
        <h1 id="sieć-głęboka-żółć">Sieć głęboka (Żółć)!\
        <a class="anchor" href="#sie%C4%87-g%C5%82%C4%99boka-%C5%BC%C3%B3%C5%82%C4%87" aria-hidden="true" tabindex="-1"></a></h1>
        <h2 id="a-b_c--d">a <code>b_c</code> – d\
        <a class="anchor" href="#a-b_c--d" aria-hidden="true" tabindex="-1"></a></h2>
        <h2 id="a-b_c--d-1">A b_c  d<a class="anchor" href="#a-b_c--d-1" aria-hidden="true" tabindex="-1"></a></h2>
        <h3 id="a-b_c--d-2">a b_c  d<a class="anchor" href="#a-b_c--d-2" aria-hidden="true" tabindex="-1"></a></h3>
        <h4 id="section">…<a class="anchor" href="#section" aria-hidden="true" tabindex="-1"></a></h4>
        """)
  }

  @Test("with lists that are tight, loose, numbered and done")
  func lists() {
    check("- a\n- b\n  - c\n", html: "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul></li>\n</ul>")
    check("3. a\n\n4. b\n", html: "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>")
    check(
      "- [x] a\n- [ ] b\n",
      html: """
        <ul>
        <li class="task"><input type="checkbox" disabled="" checked=""> a</li>
        <li class="task"><input type="checkbox" disabled=""> b</li>
        </ul>
        """)
  }

  @Test("with quotes, rules and code")
  func blocks() {
    check(
      "> a\n> > b\n\n---",
      html: "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<hr>")
    check(
      "```python title=x\n<a>\n```\n\n    b\n",
      html: """
        <pre class="code" dir="ltr"><code class="language-python">&lt;a&gt;
        </code></pre>
        <pre class="code" dir="ltr"><code>b
        </code></pre>
        """)
  }

  @Test("with the words of Swift marked, in swift-dt blocks too, which are not run")
  func swift() {
    for opening in ["swift", "swift-dt fold", "swift dt"] {
      check(
        "```\(opening)\nlet x: Int = \"a\\(1)\" // b\n```",
        html: """
          <pre class="code" dir="ltr"><code class="language-swift"><span class="k">let</span> x: \
          <span class="t">Int</span> = <span class="s">"a</span>\\(<span class="n">1</span>)<span class="s">"</span> \
          <span class="c">// b</span>
          </code></pre>
          """)
    }
    check("`{swift-dt} x`", html: "<p><code>{swift-dt} x</code></p>")
  }

  @Test("with code of any depth and kind kept letter for letter")
  func anyCode() {
    let deep = String(repeating: "(", count: 2_000)
    for code in [
      deep, "let = = \"", "\"\\(\"\\(\"", "#if\n", "/* /* */", "ąę👩‍👩‍👧\u{301}", "`",
      String(repeating: "x ", count: 30_000),
    ] {
      let html = renderFragment(path: "x.md", bytes: Array("~~~~~swift\n\(code)\n~~~~~".utf8)).html ?? ""
      let text = html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing(
        "&amp;", with: "&")
      #expect(text.dropLast(2) == code)
    }
  }

  @Test("with tables whose columns are set as they ask")
  func tables() {
    check(
      "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | `x\\|y` | 3 |\n",
      html: """
        <div class="table"><table>
        <thead>
        <tr><th>a</th><th class="left">b</th><th class="center">c</th><th class="right">d</th></tr>
        </thead>
        <tbody>
        <tr><td>1</td><td class="left"><code>x|y</code></td><td class="center">3</td><td class="right"></td></tr>
        </tbody>
        </table></div>
        """)
  }

  @Test("without tables or links where formulas only look like them")
  func formulas() {
    check("||W|| and ||∇ℒ|| ≤ θ", html: "<p>||W|| and ||∇ℒ|| ≤ θ</p>")
    check("[-1..1] or [0..1]", html: "<p>[-1..1] or [0..1]</p>")
    check("w<sup>t+1</sup> = W<sub>i</sub>", html: "<p>w<sup>t+1</sup> = W<sub>i</sub></p>")
  }

  @Test("with links to lessons' pages in place of their sources")
  func links() {
    func link(_ address: String, _ expected: String) {
      check("[a](\(address))", html: "<p><a href=\"\(expected)\">a</a></p>")
    }
    link("x.md", "x.html")
    link("../en/x.md#b", "../en/x.html#b")
    link("x.md?a=b#c", "x.html?a=b#c")
    link("#x.md", "#x.md")
    link("/x.md", "/x.md")
    link("https://example.org/x.md", "https://example.org/x.md")
    link("x.mdx", "x.mdx")
    link("<ż ł.md>", "%C5%BC%20%C5%82.html")
    link("a%20b.md", "a%20b.html")
    check("www.example.org", html: "<p><a href=\"http://www.example.org\">www.example.org</a></p>")
    check("[a](b 'c \"d\"')", html: "<p><a href=\"b\" title=\"c &quot;d&quot;\">a</a></p>")
  }

  @Test("with pictures and what they say")
  func images() {
    check("![a *b* `c`](d.png \"e\")", html: "<p><img src=\"d.png\" alt=\"a b c\" title=\"e\"></p>")
  }

  @Test("with footnotes below the text, in the order of their numbers")
  func footnotes() {
    check(
      "a[^x] b[^y] c[^x]\n\n[^y]: Y\n\n[^x]: X\n",
      html: """
        <p>a<sup class="reference"><a id="fnref.1" href="#fn.1">1</a></sup> b\
        <sup class="reference"><a id="fnref.2" href="#fn.2">2</a></sup> c\
        <sup class="reference"><a id="fnref.1.2" href="#fn.1">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes">
        <ol>
        <li id="fn.1">
        <p>X</p>
        <a href="#fnref.1" class="back" aria-label="1">↩</a> <a href="#fnref.1.2" class="back" aria-label="1 (2)">↩<sup>2\
        </sup></a></li>
        <li id="fn.2">
        <p>Y</p>
        <a href="#fnref.2" class="back" aria-label="2">↩</a></li>
        </ol>
        </section>
        """)
  }

  @Test("without front matter, whatever keys it has")
  func frontMatter() {
    check("---\nlayout: post\n---\na", html: "<p>a</p>")
  }

  @Test("sets a formula on a line of its own, and the same within a sentence or a table")
  func formulaOfBothKinds() {
    let html =
      renderFragment(path: "x.md", bytes: Array("$$x$$\n\n| $$x$$ |\n|---|\n\n$x$ $$x$$ $x$\n".utf8)).html
      ?? ""
    let displays = html.components(separatedBy: "<math").dropFirst().map {
      $0.hasPrefix(" display=\"block\"")
    }
    #expect(displays == [true, false, false, true, false])
  }

  @Test("with NUL, CRLF and a byte-order mark as Markdown has them")
  func bytes() {
    check("\u{FEFF}a\0b\r\nc\r\n", html: "<p>a\u{FFFD}b\nc</p>")
  }

  @Test("or is refused with the place of what is wrong")
  func errors() {
    let found = renderFragment(path: "x.md", bytes: [0x61, 0xFF])
    #expect(found.html == nil)
    #expect(
      found.diagnostics.map(\.shortForm) == [
        "1:2: error: the file is not UTF-8: found 0xFF; save it as UTF-8"
      ])
  }
}
