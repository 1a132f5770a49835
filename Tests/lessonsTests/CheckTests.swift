import Foundation
import Testing

@testable import Formulas
@testable import LessonBuilding
@testable import LessonCore
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonRendering

@Suite("What check finds")
struct CheckTests {
  /// Builds the lessons of a workplace, then checks them.
  private func check(
    _ lessons: [String: String], _ arguments: String..., others: [String: String] = [:]
  ) async throws -> Workplace.Result {
    let place = try Workplace()
    for (path, text) in lessons { try place.write(text, to: "lessons/\(path)") }
    for (path, text) in others { try place.write(text, to: path) }
    _ = try await place.lessons("build")
    return try await place.lessons(["check"] + arguments)
  }

  @Test("A check writes nothing: no cache, no page, no folder")
  func untouched() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\n6 * 7\n```\n", to: "lessons/en/a.md")
    let result = try await place.lessons("check", "--twice")
    #expect(result.summary == "1 lesson: 0 as recorded, 1 failed")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path) == ["lessons"])
  }

  @Test("A block whose result differs from run to run is found by running twice, and by nothing else")
  func twice() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt\n1 + 1\n```\n\n```swift-dt tol=1\nDouble.random(in: 0.5...1)\n```\n\n"
        + "```swift-dt\nvar n = 0\nif let process = Int(\"\\(getpid())\") { n = process }\nn\n```\n",
      to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let result = try await place.lessons("check", "--twice")
    #expect(result.status == 1)
    try #require(result.remarks.count == 2)
    #expect(
      result.remarks[0].hasPrefix("lessons/en/a.md:9:1: error: results differ from run to run: first '"))
    #expect(result.remarks[1].hasPrefix("lessons/en/a.md:9:1: error: the page says '"))
  }

  @Test("A stated value that differs from run to run is found by running twice")
  func twiceStated() async throws {
    let place = try Workplace()
    try place.write("```swift\nimport Glibc\nlet n = getpid() // => 0\n```\n", to: "a.md")
    let once = try await place.lessons("check", "a.md")
    let twice = try await place.lessons("check", "--twice", "a.md")
    #expect(once.remarks.count == 1 && twice.remarks.count == 1)
    #expect(once.remarks[0].hasPrefix("a.md:3:18: error: this comment states '0', but the value is '"))
    #expect(
      twice.remarks[0].hasPrefix("a.md:3:18: error: in the second of two runs, this comment states '0', but"))
  }

  @Test("A difference is shown word by word under the block's line")
  func difference() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nprint(\"one two three\")\n```\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    try place.write("```swift-dt\nprint(\"one 2 three\")\n```\n", to: "lessons/en/a.md")
    let result = try await place.lessons("check")
    #expect(
      result.errors.hasPrefix(
        """
        lessons/en/a.md:1:1: error: the page says 'one two three⏎', but the code gives 'one 2 three⏎'
          | ```swift-dt
          | ^~~~~~~~~~~
          | one [-two-]{+2+} three
        """))
  }

  @Test("Links and images that reach nothing are errors where they stand")
  func links() async throws {
    let result = try await check(
      [
        "en/a.md": """
        # Zażółć gęślą jaźń
        ## Again
        ## Again

        [ok](#zażółć-gęślą-jaźń), [ok](#za%C5%BC%C3%B3%C5%82%C4%87-g%C4%99%C5%9Bl%C4%85-ja%C5%BA%C5%84), [ok](#again-1),
        [ok](sub/b.md#first), [ok](../pl/c.md), [ok](https://example.com/x.md#y), [ok](mailto:a@b.c)
        [bad](#again-2), [bad](sub/d.md), [bad](sub/b.md#frist)

        > ![ok](../../images/a%20b.png) ![bad](images/b.png) ![seen](seen.png)

        A [reference][r] and <a href="nothing.txt">raw</a>. [ok](#top) [ok](sub/b.md#Top) [ok](#) [](sub/b.md)

        ```swift-dt id=loss
        1
        ```

        [r]: gone.md

        """,
        "en/sub/b.md": "# First\n\n[ok](../a.md#loss) [ok](../a.md) <a id=\"mark\"></a> [ok](#mark)\n",
        "pl/c.md": "# C\n\nC.\n",
      ], others: ["images/a b.png": "png", "lessons/en/seen.png": "png"])
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/en/a.md:7:7: error: there is no heading or block '#again-2' in 'lessons/en/a.md'; did you mean '#again-1'?",
        "lessons/en/a.md:7:7: note: write: #again-1",
        "lessons/en/a.md:7:24: error: there is no lesson 'sub/d.md'; did you mean 'sub/b.md'?",
        "lessons/en/a.md:7:24: note: write: sub/b.md",
        "lessons/en/a.md:7:41: error: there is no heading or block '#frist' in 'lessons/en/sub/b.md'; did you mean '#first'?",
        "lessons/en/a.md:7:41: note: write: sub/b.md#first",
        "lessons/en/a.md:9:40: error: 'images/b.png' does not exist, looked for from the lesson's folder",
        "lessons/en/a.md:11:31: error: 'nothing.txt' does not exist, looked for from the lesson's folder",
        "lessons/en/a.md:11:94: warning: this link has no text, so that readers do not see it; write the text between '[' "
          + "and ']'",
        "lessons/en/a.md:17:6: error: there is no lesson 'gone.md'",
      ])
  }

  @Test("The page of a lesson that was deleted is told by check and removed by build")
  func deleted() async throws {
    let place = try Workplace()
    let chart = "```swift-dt\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, 4])])\n```\n"
    for path in ["en/a.md", "en/sub/b.md", "pl/a.md"] { try place.write(chart, to: "lessons/\(path)") }
    _ = try await place.lessons("build")
    try place.write("kept", to: "output/en/sub/own.txt")
    for path in ["en/sub/b.md", "pl"] {
      try FileManager.default.removeItem(at: place.url.appending(path: "lessons/\(path)"))
    }
    let checked = try await place.lessons("check")
    #expect(checked.status == 1)
    let message =
      "error: the lesson of this page is no longer there: run 'lessons build', which removes the page"
    #expect(
      checked.remarks.filter { !$0.contains("the list") } == [
        "lessons/en/a.md: error: 'output/en/a.html' is not the page of this lesson as it is now: run 'lessons build'",
        "output/en/sub/b: \(message)", "output/pl/a: \(message)",
      ])
    #expect(place.exists("output/pl/a.html"))

    #expect(try await place.lessons("build", "lessons/en/a.md").status == 0)
    #expect(try await place.lessons("build").status == 0)
    #expect(
      place.files(below: "output") == [
        "en/a.html", "en/a.md", "en/a/1.svg", "en/a/page.passages.js", "en/a/page.thumbnail.svg",
        "en/a/record.json",
        "en/a/search.json", "en/index.html", "en/index.md", "en/search-0.js", "en/sub/own.txt", "index.html",
        "record.json",
      ])
    #expect(!place.exists("output/pl"))
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("Pages behind a link that is not followed stay, and so do all where no lesson is found")
  func linked() async throws {
    let place = try Workplace()
    for path in ["lessons/en/a.md", "lessons/pl/a.md"] { try place.write("# A\n", to: path) }
    _ = try await place.lessons("build")
    func move(_ path: String, to link: String) throws {
      try FileManager.default.moveItem(
        at: place.url.appending(path: path), to: place.url.appending(path: link))
      try FileManager.default.createSymbolicLink(
        at: place.url.appending(path: path), withDestinationURL: place.url.appending(path: link))
    }
    try move("lessons/pl", to: "../\(place.url.lastPathComponent)-elsewhere")
    defer { try? FileManager.default.removeItem(atPath: place.url.path + "-elsewhere") }
    for command in ["build", "check"] {
      let result = try await place.lessons(command)
      #expect(result.status == 1)
      #expect(result.remarks.first?.hasPrefix("lessons/pl: error: this link leads to '") == true)
      #expect(place.exists("output/pl/a.html"))
    }
    try move("lessons", to: "course")
    #expect(try await place.lessons("build").summary == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(place.exists("output/en/a.html"))
    try FileManager.default.removeItem(at: place.url.appending(path: "course/en"))
    _ = try await place.lessons("build")
    #expect(place.exists("output/en/a.html"))
  }

  @Test("A translation is behind its source also by the file that Co-op Translator writes into the folder")
  func folderRecords() async throws {
    let source = "# A\n\nText.\n"
    func records(_ hash: String, _ name: String) -> String {
      "{\"\(name)\": {\"original_hash\": \"\(hash)\", \"source_file\": \"\(name)\", \"language_code\": \"pl\"}}"
    }
    let right = TranslationRecord.hash(of: Array(source.utf8))
    for name in ["lessons/en/a.md", "en/a.md", "a.md"] {
      let lessons = ["en/a.md": source, "pl/a.md": "# A\n\nTekst.\n"]
      let good = try await check(lessons.merging(["pl/.co-op-translator.json": records(right, name)]) { $1 })
      #expect(good.remarks == [] && good.status == 0)
      let stale = try await check(lessons.merging(["pl/.co-op-translator.json": records("0", name)]) { $1 })
      #expect(stale.status == 1)
      #expect(
        stale.remarks.map { $0.contains("the translation is behind its source: 'lessons/en/a.md'") } == [true]
      )
    }
    let broken = try await check(["en/a.md": source, "pl/a.md": "# A\n", "pl/.co-op-translator.json": "[]"])
    #expect(broken.status == 1)
    #expect(
      broken.remarks.contains { $0.hasPrefix("lessons/pl/.co-op-translator.json: error: this is not what") })
  }

  @Test("Code of a translation may differ in comments, in strings with a note, and in nothing else")
  func translations() async throws {
    func lesson(_ code: String, _ prose: String = "`{swift-dt} 1 + 1` `{swift-dt} 2 + 2`") -> String {
      "# A\n\n```swift-dt\n\(code)\n```\n\n\(prose)\n"
    }
    let source = lesson("let a = \"one\" // one\na")
    func remarks(_ translation: String) async throws -> [String] {
      try await check(["en/a.md": source, "pl/a.md": translation]).remarks
        .filter { !$0.contains("has no record of the text") }
    }
    #expect(
      try await remarks(lesson("let a = \"one\"   // jeden\na", "`{swift-dt} 2+2` `{swift-dt} 1 + 1`")) == [])
    #expect(
      try await remarks(lesson("let a = \"jeden\"\na")) == [
        "lessons/pl/a.md:3:1: note: string literals differ from the source's, so the translation runs by itself; "
          + "'labels' in the front matter translate what charts and tables say"
      ])
    #expect(
      try await remarks(lesson("let b = \"one\"\nb")) == [
        "lessons/pl/a.md:3:1: error: the block's code differs from that in the translation's source",
        "lessons/en/a.md:3:1: note: the source's block is here",
      ])
    #expect(
      try await remarks(source.replacing("swift-dt\nlet", with: "swift-dt fold\nlet")) == [
        "lessons/pl/a.md:3:1: error: the block's options differ from those in the translation's source",
        "lessons/en/a.md:3:1: note: the source's block is here",
      ])
    #expect(
      try await remarks(lesson("let a = \"one\" // one\na", "`{swift-dt} 1 + 1` `{swift-dt} 2 + 3`")) == [
        "lessons/pl/a.md: error: the source's expression '2 + 2' is missing",
        "lessons/en/a.md:8:20: note: it is here",
        "lessons/pl/a.md:8:20: error: the translation's source has no '2 + 3' in the passage after block 1",
      ])
    #expect(
      try await remarks("---\nseed: 3\n---\n# A\n") == [
        "lessons/pl/a.md: error: 'seed' in the front matter differs from that in 'lessons/en/a.md'",
        "lessons/pl/a.md: error: the translation has 0 blocks of code, its source 'lessons/en/a.md' has 1",
        "lessons/pl/a.md: error: the source's expression '1 + 1' is missing",
        "lessons/en/a.md:8:1: note: it is here",
        "lessons/pl/a.md: error: the source's expression '2 + 2' is missing",
        "lessons/en/a.md:8:20: note: it is here",
      ])
  }

  @Test("A Markdown file in no language's folder is a lesson of the project's language, README.md is none")
  func noFolder() async throws {
    let place = try Workplace()
    try place.write("# A\n", to: "lessons/en/a.md")
    try place.write("# Stray\n", to: "lessons/stray.md")
    try place.write("# About\n", to: "lessons/README.md")
    for arguments in [["build"], ["check"], ["build", "lessons/stray.md"]] {
      #expect(try await place.lessons(arguments).status == 0)
    }
    #expect(place.exists("output/en/a.html") && place.exists("output/en/stray.html"))
    #expect(!place.exists("output/en/README.html"))
  }

  @Test(
    "Warnings are said again when a page need not be made again, and at their new place when its text moves")
  func warnings() async throws {
    let place = try Workplace()
    let text = "```swift-dt\nfunc f() {\n  let unused = 1\n}\n```\n"
    let message = "error: initialization of immutable value 'unused' was never used".replacing(
      "error", with: "warning")
    func build(_ text: String) async throws -> [String] {
      try place.write(text, to: "lessons/en/a.md")
      let result = try await place.lessons("build")
      #expect(result.status == 0)
      return result.remarks.map { $0.prefix { $0 != ";" }.description }
    }
    #expect(try await build(text) == ["lessons/en/a.md:3:7: \(message)"])
    #expect(try await build(text) == ["lessons/en/a.md:3:7: \(message)"])
    #expect(try await build("Prose.\n\n" + text) == ["lessons/en/a.md:5:7: \(message)"])
    #expect(try await build("Prose.\n\n" + text) == ["lessons/en/a.md:5:7: \(message)"])
  }

  @Test("All errors of all lessons come at once, before anything runs", arguments: ["build", "check"])
  func allAtOnce(command: String) async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nlet a: Int = \"x\"\nlet b: Int = \"y\"\n```\n", to: "lessons/en/a.md")
    try place.write("---\ntimeout: 3\n---\n```swift-dt\nwhile true {}\n```\n", to: "lessons/en/b.md")
    try place.write("```swift-dt foldd\n1\n```\n", to: "lessons/en/c.md")
    try place.write("```swift-dt\nlet d: Int = \"x\"\n```\n", to: "lessons/en/d.md")
    let result = try await place.lessons(command)
    #expect(result.status == 1)
    let errors = result.remarks.filter { $0.contains(": error: ") }.map { $0.prefix { $0 != " " } }
    #expect(
      errors == [
        "lessons/en/a.md:2:14:", "lessons/en/a.md:3:14:", "lessons/en/c.md:1:13:", "lessons/en/d.md:2:14:",
        "lessons/en/b.md:5:13:",
      ])
  }

  @Test("A report goes to the standard output, and the words for people stay where they are")
  func reports() async throws {
    let place = try Workplace()
    try place.write("```swift-dt id=x\nlet a: Int = \"x\"\n```\n", to: "lessons/en/a.md")
    let error = "cannot convert value of type 'String' to specified type 'Int'"
    let expected = [
      "github": "::error file=lessons/en/a.md,line=2,col=14,endColumn=15::\(error)\n", "junit": "block 1 (x)",
      "sarif": "\"startColumn\" : 14", "json": "\"endColumn\" : 15",
    ]
    for (form, text) in expected {
      let result = try await place.lessons("check", "--report", form)
      #expect(result.status == 1)
      #expect(result.output.contains(text))
      #expect(result.errors.hasPrefix("lessons/en/a.md:2:14: error: \(error)"))
    }
    #expect(try await place.lessons("check", "--report", "pdf").status == 2)
  }
}
