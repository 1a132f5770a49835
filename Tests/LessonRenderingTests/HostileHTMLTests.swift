import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonDocument
@testable import LessonRendering

/// Attempts to run a script, of the kinds that public lists of such attempts have.
@Suite("Attempts to run a script on a page")
struct HostileHTMLTests {
  private static let attempts = [
    // Elements
    "<script>alert(1)</script>", "<SCRIPT SRC=//a.b/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>", "<script\u{0C}>alert(1)</script>", "<script\0>alert(1)</script>",
    "<\0script>alert(1)</script>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=\"data:image/svg+xml,x#x\"/></svg>",
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>", "<input onfocus=alert(1) autofocus>",
    "<isindex type=image src=1>",
    "<marquee onstart=alert(1)>", "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>", "<frameset onload=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
    "<x contenteditable onblur=alert(1)>",
    // Handlers on elements that pass
    "<img src=x onerror=alert(1)>", "<img src=x onerror\0=alert(1)>", "<IMG SRC=x OnErRoR=alert(1)>",
    "<img src='x'onerror=alert(1)>",
    "<img src=\"x\"onerror=alert(1)>", "<img/src=`x`onerror=alert(1)>", "<img src=x:x onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<details open ontoggle=alert(1)>", "<p onmouseover\n=\nalert(1)>x</p>", "<b/onclick=alert(1)>x</b>",
    "<a href=x onclick=alert(1)>x</a>",
    "<b style=\"background:url(javascript:alert(1))\">x</b>", "<div style=width:expression(alert(1))>",
    "<p a='>' onclick=alert(1)>",
    "<p title=\"&quot; onclick=alert(1) x=&quot;\">", "<p title='\" onclick=alert(1) x=\"'>",
    "<td background=javascript:alert(1)>",
    // Addresses
    "<a href=javascript:alert(1)>x</a>", "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java&#9;script:alert(1)\">x</a>",
    "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>", "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"&#0000106avascript:alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61vascript:alert(1)\">x</a>", "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\0script:alert(1)\">x</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>", "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"view-source:javascript:alert(1)\">x</a>", "<a href=\"&NewLine;javascript:alert(1)\">x</a>",
    "<a href=\"&Tab;javascript:alert(1)\">x</a>",
    "<img src=javascript:alert(1)>", "<img src=\"data:image/svg+xml,<svg onload=alert(1)>\">",
    "<img src=x srcset=\"javascript:alert(1) 1x\">",
    "<blockquote cite=\"javascript:alert(1)\">x</blockquote>", "<img src=x longdesc=javascript:alert(1)>",
    "<a href=//a.b ping=javascript:alert(1)>",
    "[x](javascript:alert(1))", "[x](<java\tscript:alert(1)>)", "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "![x](javascript:alert(1))", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n\n[x]",
    "[x](data:text/html,y)", "[x](a 'b\" onclick=\"c')",
    "![a\" onerror=\"b](c)", "![x](a\"onerror=alert(1))", "[x](\u{1}javascript:alert(1))",
    "[<img src=x onerror=alert(1)>](y)",
    // What parsers see differently
    "<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script>-->", "<!--<script>alert(1)//-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script>?>", "<!x <script>alert(1)</script>>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>", "<title></title><script>alert(1)</script>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<plaintext>", "<p title='<b>'><script>alert(1)</script>", "<a href='x'<script>alert(1)</script>",
    "<<script>alert(1)</script>", "</p/onclick=alert(1)>",
    "<p\u{301} onclick=alert(1)>x</p>", "<a \u{202E}href=javascript:alert(1)>x</a>",
    "<img src=\"x`> `<script>alert(1)</script>\"` `>",
    "\u{3C}script\u{3E}alert(1)\u{3C}/script\u{3E}", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "</main></body><script>alert(1)</script>", "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</samp></pre><script>alert(1)</script>",
    "<p title=x\u{85}onclick=alert(1)>", "<p title=x/onclick=alert(1)>",
  ]

  @Test("leave only tags that every parser reads alike, and none that runs code", arguments: attempts)
  func everywhere(_ attempt: String) throws {
    let quoted = attempt.replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing(
      "\0", with: "\\0"
    )
    .replacing("\u{1}", with: "\\x01").replacing("\u{0C}", with: "\\f")
    let text = """
      ---
      title: "\(quoted)"
      description: "\(quoted)"
      labels: {"loss": "\(quoted)"}
      ---

      \(attempt)

      ## \(attempt) `{swift-dt} x`

      > - \(attempt)
      >   **\(attempt)** ~~\(attempt)~~ [\(attempt)](y "\(attempt)") ![\(attempt)](z '\(attempt)')

      | \(attempt) | b |
      |---|---|
      | \(attempt) | `\(attempt)` |

      a[^1]

      [^1]: \(attempt)

      ```\(attempt)
      \(attempt)
      ```

      ```swift-dt passthrough
      x
      ```

      ```swift-dt
      x
      ```

      """
    let parsed = Lesson.parse(path: "x.md", text: text, language: "en", name: "x")
    guard let lesson = parsed.lesson else {
      // Front matter cannot hold every attempt; it is refused with the place.
      #expect(parsed.diagnostics.allSatisfy { $0.severity != .error || $0.range != nil })
      return
    }
    let shown: [Shown] = [
      .text(attempt),
      .table(Table(title: attempt, columns: [.init(stringLiteral: attempt)], rows: [[attempt]])),
      .chart(Chart(x: .init(attempt), y: .init(attempt), Series(attempt, [1, 2]), Series("loss", [2, 1]))),
    ]
    let given = transcript(
      lesson.blocks.map { _ in [.printed(attempt + "\n"), .message(attempt)] + shown.map { .shown($0) } },
      lesson.inlineExpressions.map { _ in attempt })
    expectHarmless(PageRenderer().html(lesson, given))
    // What the Markdown page says is cleaned by who shows it; ours shows it like any lesson.
    expectHarmless(
      renderFragment(path: "x.md", bytes: Array(PageRenderer().markdown(lesson, given).text.utf8)).html ?? "")
  }

  /// Every `<` begins a tag of the plainest form, of which no parser has an opinion of its own.
  private func expectHarmless(_ html: String) {
    let body = html[(html.firstRange(of: "<main")?.lowerBound ?? html.startIndex)...]
    let main = body[..<(body.firstRange(of: "</main>")?.lowerBound ?? body.endIndex)]
      // The page's own button.
      .replacing(
        #/<button type="button" popovertarget="page\.run">[^<]*<\/button>/#, with: "", maxReplacements: 1)
    let tags = main.matches(of: #/<\/?([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z][A-Za-z:-]*="[^"<>]*")*)\/?>/#)
    #expect(main.unicodeScalars.count { $0 == "<" } == tags.count, "\(main)")
    #expect(
      !main.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" })
    for tag in tags {
      #expect(!Self.harmful.contains(tag.1.lowercased()), "\(tag.0)")
      for attribute in tag.2.matches(of: #/ ([^=]+)="([^"]*)"/#) {
        let name = attribute.1.lowercased()
        #expect(
          !name.hasPrefix("on") && !["srcdoc", "formaction", "srcset", "xlink:href"].contains(name),
          "\(tag.0)")
        guard ["href", "src", "cite", "action", "data"].contains(name) else { continue }
        #expect(isHarmless(String(attribute.2)), "\(tag.0)")
      }
    }
  }

  private static let harmful: Set<String> = [
    "script", "iframe", "object", "embed", "base", "meta", "link", "form", "button", "template", "noscript",
    "frame",
    "frameset", "marquee", "video", "audio", "textarea", "xmp", "plaintext", "foreignobject", "animate",
    "use",
  ]

  /// Whether an address, as a browser understands it, is relative or of a scheme that only shows something.
  private func isHarmless(_ value: String) -> Bool {
    let address = value.replacing("&amp;", with: "&").unicodeScalars.filter { $0.value > 0x20 }
    let text = String(String.UnicodeScalarView(address)).lowercased()
    let beginning = text.prefix { !"/?#".contains($0) }
    // No reference is left that could become a colon or a letter of a scheme.
    guard !beginning.contains("&"),
      let scheme = beginning.split(separator: ":", omittingEmptySubsequences: false).first,
      scheme.count < beginning.count
    else { return !beginning.contains("&") }
    return ["http", "https", "mailto", "tel"].contains(scheme) || text.hasPrefix("data:image/png;base64,")
  }
}
