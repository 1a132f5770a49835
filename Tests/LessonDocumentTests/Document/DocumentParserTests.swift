import Testing

@testable import LessonCore
@testable import LessonDocument

/// The code of each program of a document, and what is reported.
private func read(
  _ text: String, _ isolation: ProjectSettings.Documents.Isolation = .page,
  fences: [String] = ["swift", "swift-dt"], skip: [String] = []
) -> (programs: [String], reports: [String], outlines: [LessonOutline]) {
  var rules = ProjectSettings.Documents(files: [])
  (rules.isolation, rules.fences, rules.skip) = (isolation, fences, skip)
  let file = LessonFile(path: "x.md", language: "", name: "x.md")
  let result = DocumentParser.read(file, bytes: Array(text.utf8), rules: rules)
  let codes = result.programs.map { outline in
    outline.blocks.map { block in
      block.options.execution == .skipped ? "-" : block.code.replacing("\n", with: "")
    }.joined(separator: " ")
  }
  let reports = result.diagnostics.map { diagnostic in
    "\(diagnostic.range.map { "\($0.lowerBound.line):\($0.lowerBound.column)" } ?? "-"): "
      + "\(diagnostic.severity.rawValue): \(diagnostic.message)"
  }
  return (codes, reports, result.programs)
}

@Suite("The programs of a document")
struct DocumentParserTests {
  private static let text = """
    ```swift
    a
    ```
    # One
    ```swift
    b
    ```
    ```swift
    c
    ```
    Two
    ---
    - ```swift
      d
      ```
    """

  @Test(
    "are those of the page, of each heading or of each block",
    arguments: [
      (.page, ["a b c d"]), (.heading, ["a", "b c", "d"]), (.block, ["a", "b", "c", "d"]),
    ] as [(ProjectSettings.Documents.Isolation, [String])])
  func isolation(_ isolation: ProjectSettings.Documents.Isolation, _ programs: [String]) {
    #expect(read(Self.text, isolation).programs == programs)
  }

  @Test(
    "are begun by 'reset', and chosen by 'group='",
    arguments: [
      ("```swift\na\n```\n```swift reset\nb\n```\n```swift\nc\n```", ["a", "b c"]),
      (
        "```swift\na\n```\n```swift group=x\nb\n```\n```swift\nc\n```\n```swift group=x\nd\n```",
        ["a c", "b d"]
      ),
      ("```swift group=x\na\n```\n```swift reset\nb\n```\n```swift group=x\nc\n```", ["a c", "b"]),
      ("<!-- lessons: group=x -->\n```swift\na\n```\n```swift\nb\n```", ["a", "b"]),
    ])
  func options(_ text: String, _ programs: [String]) {
    let found = read(text)
    #expect(found.programs == programs)
    #expect(found.reports == [])
  }

  @Test("have blocks of the fences that are asked for, and no others")
  func fences() {
    let text =
      "```swift\na\n```\n```sh\nb\n```\n~~~ swift-dt\nc\n~~~\n```swift,ignore\nd\n```\n    ```\n    e"
    #expect(read(text).programs == ["a c"])
    #expect(read(text, fences: ["sh"]).programs == ["b"])
    #expect(read(text, fences: ["swift-dt"]).programs == ["c"])
    #expect(read(text, .block).outlines.map { $0.document?.usesEngine } == [false, true])
  }

  @Test("leave out blocks marked 'skip', and those whose code matches a pattern")
  func skip() {
    let text = "```swift skip\na\n```\n```swift\n.package(url: 1)\n```\n```swift\nb\n```"
    #expect(read(text, skip: [#"^\.package\("#]).programs == ["- - b"])
    #expect(
      read(text, skip: ["("]).reports == ["-: error: the pattern '(' of 'skip' is no regular expression"])
  }

  @Test("keep the places of the file, after front matter of any tool and in lists")
  func places() {
    let found = read("---\nlayout: other\ntitle: [\n---\n> - ```swift\n>   a\n>   ```")
    #expect(found.reports == [])
    #expect(found.outlines[0].blocks[0].lines.map(\.start) == [SourcePosition(line: 6, column: 5)])
  }

  @Test(
    "are refused with wrong options, at their places",
    arguments: [
      (
        "```swift foldd\n```",
        [
          "1:10: error: unknown option 'foldd'; the options are "
            + "'fail', 'crash', 'compile-only', 'skip', 'nest', 'group', 'reset', 'tol', 'timeout'"
        ]
      ),
      ("```swift grup=a\n```", ["1:10: error: unknown option 'grup=a'; did you mean 'group=a'?"]),
      ("<!-- lessons: skp -->\n```swift\n```", ["1:15: error: unknown option 'skp'; did you mean 'skip'?"]),
      (
        "```swift fold\n```",
        [
          "1:10: error: 'fold' has no effect here: it concerns a lesson's page, and a document has none"
        ]
      ),
      ("```swift group=a reset\n```", ["1:18: error: 'reset' contradicts 'group'"]),
      (
        "```swift group=\n```",
        [
          "1:10: error: 'group=' needs a name of at most 100 ASCII letters, digits, '-' and '_' that begins with a letter, "
            + "as in 'group=setup'"
        ]
      ),
      ("```swift\nlet a = 1\n", ["1:1: error: this block is never closed; it needs a line '```'"]),
      (
        "<!-- lessons: skip -->\n\n```swift\n```",
        [
          "1:1: warning: these options have no effect: the fence of a block that is run must be on the next line"
        ]
      ),
      (
        "<div>\n```swift\n```\n</div>",
        [
          "2:1: warning: this block is not run: it stands in raw HTML; an empty line before it ends that"
        ]
      ),
    ])
  func wrong(_ text: String, _ reports: [String]) { #expect(read(text).reports == reports) }

  @Test("are read although a block has wrong options, and without a block that is not closed")
  func afterErrors() {
    #expect(read("```swift foldd\na\n```\n```swift\nb\n```").programs == ["a b"])
    #expect(read("```swift\na\n```\n```swift\nb\n").programs == ["a -"])
  }

  @Test("are none of what is prose: formulas, footnotes and unknown settings of other tools")
  func prose() {
    let found = read("Costs $1 or $2 and \\frac{.[^1] `{swift-dt} x`\n\n$$\\nothing{$$")
    #expect(found.programs == [] && found.reports == [])
  }

  @Test("of a document with too many blocks are refused")
  func many() {
    let text = String(repeating: "```swift\n```\n", count: 1_001)
    #expect(read(text).reports == ["2001:1: error: a document holds at most 1000 blocks; this is one more"])
  }
}
