import DeepTraining
import Foundation
import Testing

@testable import Formulas
@testable import LessonCore
@testable import LessonData
@testable import LessonDocument
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonProgram
@testable import LessonReading

@Suite("Building and checking pages")
struct BuildTests {
  private let good = "# Good\n\n```swift-dt\nlet a = 6 * 7\na\n```\n"
  private let bad = "# Bad\n\n```swift-dt\nlet a: Int = \"x\"\n```\n"

  @Test("One bad lesson stops no other, and its old page stays as it was")
  func oneBad() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    try place.write(good.replacing("42", with: "").replacing("6 * 7", with: "5"), to: "lessons/en/b.md")
    #expect(try await place.lessons("build").status == 0)
    let old = try place.files(below: "output").filter { $0.contains("b") }.map {
      try place.read("output/\($0)")
    }
    try place.write(bad, to: "lessons/en/b.md")
    try place.write(good.replacing("6 * 7", with: "6 * 8"), to: "lessons/en/a.md")
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/en/b.md:4:14: error: cannot convert value of type 'String' to specified type 'Int'"
      ])
    #expect(result.summary == "2 lessons: 1 ran, 0 unchanged, 1 failed")
    #expect(try place.read("output/en/a.md").contains("48"))
    let now = try place.files(below: "output").filter { $0.contains("b") }.map {
      try place.read("output/\($0)")
    }
    #expect(now == old)
    #expect(!place.files(below: "output").contains { $0.split(separator: "/").last!.hasPrefix(".") })
  }

  @Test("Edits of prose, comments and spacing run no code; edits of code do")
  func cache() async throws {
    let place = try Workplace()
    func build(_ text: String) async throws -> String {
      try place.write(text, to: "lessons/en/a.md")
      let result = try await place.lessons("build")
      #expect(result.status == 0, "\(result.errors)")
      return result.summary
    }
    #expect(try await build(good) == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try await build(good) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try await build("Prose.\n\n" + good) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasPrefix("Prose."))
    let respaced = good.replacing("6 * 7", with: "6   *  7 // the answer")
    #expect(try await build(respaced) == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("// the answer"))
    #expect(
      try await build(good.replacing("6 * 7", with: "6 * 9")) == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("54"))
    let forced = try await place.lessons("build", "--force")
    #expect(forced.summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
  }

  @Test("A build that changes nothing writes nothing")
  func untouched() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    func dates() throws -> [Date?] {
      try place.files(below: "output").map {
        try FileManager.default.attributesOfItem(atPath: place.url.appending(path: "output/\($0)").path)[
          .modificationDate] as? Date
      }
    }
    let before = try dates()
    #expect(before.count == 7)
    _ = try await place.lessons("build", "--force")
    #expect(try dates() == before)
  }

  @Test("A translation whose blocks differ in comments only shares its source's run")
  func translation() async throws {
    let place = try Workplace()
    try place.write(
      "Two `{swift-dt} 1 + 1`, three `{swift-dt} 1 + 2`.\n\n```swift-dt\n// one\nlet a = 1\na\n```\n",
      to: "lessons/en/a.md")
    try place.write(
      "Dwa `{swift-dt} 1 + 1`, trzy `{swift-dt} 1 + 2`.\n\n```swift-dt\n// jeden\nlet a = 1\na\n```\n",
      to: "lessons/pl/a.md")
    let result = try await place.lessons("build")
    #expect(result.summary == "2 lessons: 1 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasPrefix("Two 2, three 3."))
    #expect(try place.read("output/pl/a.md").hasPrefix("Dwa 2, trzy 3."))
  }

  @Test(
    "A translation whose expressions stand in another order runs by itself, since one may change the next")
  func translationInAnotherOrder() async throws {
    let place = try Workplace()
    let block = "```swift-dt\nvar n = 0\nfunc next(_ step: Int) -> Int {\n  n += step\n  return n\n}\n```\n\n"
    try place.write(block + "`{swift-dt} next(1)` `{swift-dt} next(10)`\n", to: "lessons/en/a.md")
    try place.write(block + "`{swift-dt} next(10)` `{swift-dt} next(1)`\n", to: "lessons/pl/a.md")
    #expect(try await place.lessons("build").summary == "2 lessons: 2 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").hasSuffix("1 11\n"))
    #expect(try place.read("output/pl/a.md").hasSuffix("10 11\n"))
  }

  @Test("Lessons that share a failing program are each told of it")
  func sharedFailure() async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\nfatalError(\"x\")\n```\n", to: "lessons/en/a.md")
    try place.write("```swift-dt\nfatalError(\"x\")\n```\n", to: "lessons/pl/a.md")
    let result = try await place.lessons("build")
    #expect(result.remarks == ["lessons/en/a.md:4:1: error: x", "lessons/pl/a.md:2:1: error: x"])
    #expect(result.status == 1)
  }

  @Test("Damaged files of the cache are noticed and computed again")
  func damagedCache() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let cache = ".build/lessons-cache"
    let files = place.files(below: cache)
    #expect(Set(files.map { $0.prefix { $0 != "/" } }) == ["readings", "stamps", "transcripts"])
    for file in files {
      let text = try place.read("\(cache)/\(file)")
      #expect(text.count > 80)
      try place.write(
        text.replacing("42", with: "43").replacing("\"digest\":\"", with: "\"digest\":\"0"),
        to: "\(cache)/\(file)")
    }
    try place.write("", to: "output/en/a.html")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("42"))
    #expect(try place.read("output/en/a.html").contains("42"))
  }

  @Test("A page that was damaged is written again without running code")
  func damagedPage() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let page = try place.read("output/en/a.md")
    try place.write(page.replacing("42", with: "41"), to: "output/en/a.md")
    #expect(try await place.lessons("build").summary == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md") == page)
  }

  @Test("The record tells no times, addresses or places of this machine, and is the same each time")
  func record() async throws {
    let place = try Workplace()
    try place.write(
      "```swift-dt crash\nlet xs = [1]\nxs[2]\n```\n\n```swift-dt id=loss\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, 4])])\n```\n",
      to: "lessons/en/sub/a.md")
    _ = try await place.lessons("build")
    let record = try place.read("output/en/sub/a/record.json")
    #expect(!record.contains(place.url.path))
    #expect(!record.contains(FileManager.default.currentDirectoryPath))
    #expect(!record.contains("/tmp"))
    #expect(record.contains("Index out of range"))
    #expect(place.exists("output/en/index.html"))
    #expect(
      place.files(below: "output/en/sub") == ["a.html", "a.md", "a/loss.svg", "a/record.json"])
    _ = try await place.lessons("clean")
    _ = try await place.lessons("build", "--force")
    #expect(try place.read("output/en/sub/a/record.json") == record)
  }

  @Test("A figure that a page no longer has is removed")
  func oldFigures() async throws {
    let place = try Workplace()
    let chart = "```swift-dt\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, 4])])\n```\n"
    try place.write(chart, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(place.exists("output/en/a/1.svg"))
    try place.write("# None\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(!place.exists("output/en/a/1.svg"))
  }

  @Test("Check passes on a fresh page, writes nothing, and names what is no longer true")
  func check() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    let missing = try await place.lessons("check")
    #expect(missing.status == 1)
    #expect(
      missing.remarks == ["lessons/en/a.md: error: the lesson has no page with a record: run 'lessons build'"]
    )
    #expect(!place.exists("output"))

    _ = try await place.lessons("build")
    let passed = try await place.lessons("check")
    #expect(passed.status == 0, "\(passed.errors)")
    #expect(passed.summary == "1 lesson: 1 ran, 1 as recorded, 0 failed")

    try place.write(good.replacing("6 * 7", with: "6 * 6"), to: "lessons/en/a.md")
    let page = try place.read("output/en/a.md")
    let drifted = try await place.lessons("check")
    #expect(drifted.status == 1)
    #expect(drifted.remarks == ["lessons/en/a.md:3:1: error: the page says '42', but the code gives '36'"])
    #expect(try place.read("output/en/a.md") == page)

    try place.write("Prose.\n\n" + good, to: "lessons/en/a.md")
    let stale = try await place.lessons("check")
    #expect(stale.status == 1)
    try #require(stale.remarks.count == 2)
    #expect(stale.remarks[1].hasPrefix("lessons/en/a.md: error: 'output/en/a.md' is not the page"))
  }

  @Test("Check tells of a translation that is behind its source, and of what its hash would be")
  func staleTranslation() async throws {
    let place = try Workplace()
    let source = "# A\n\nText.\n"
    func translation(of source: String) -> String {
      """
      <!--
      CO_OP_TRANSLATOR_METADATA:
      {"original_hash": "\(TranslationRecord.hash(of: Array(source.utf8)))",
       "source_file": "lessons/en/a.md", "language_code": "pl"}
      -->
      # A

      Tekst.

      """
    }
    try place.write(source, to: "lessons/en/a.md")
    try place.write(translation(of: source), to: "lessons/pl/a.md")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)

    let changed = source + "More.\n"
    try place.write(changed, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    let result = try await place.lessons("check")
    #expect(result.status == 1)
    let hash = TranslationRecord.hash(of: Array(changed.utf8))
    #expect(
      result.remarks == [
        "lessons/pl/a.md: error: the translation is behind its source: 'lessons/en/a.md' has changed since; "
          + "once the text follows, 'original_hash' is \(hash)"
      ])
  }

  @Test("Formats that are not asked for are not written")
  func formats() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/a.md")
    _ = try await place.lessons("build", "--format", "markdown", "--output", "pages")
    #expect(place.files(below: "pages") == ["en/a.md", "en/a/record.json", "en/index.md", "record.json"])
    #expect(try await place.lessons("build", "--format", "pdf").status == 2)
  }

  @Test("Lessons without blocks need no compiler")
  func plain() async throws {
    let place = try Workplace()
    try place.write("# Only text\n", to: "lessons/en/a.md")
    let result = try await place.lessons("build", environment: ["PATH": "/nowhere"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(place.exists("output/en/a.html"))
  }

  @Test("A lesson runs where the data is that it requires, and elsewhere its page stays")
  func data() async throws {
    let place = try Workplace()
    try place.write(
      "---\nrequires: [words]\n---\n\n```swift-dt\ntry String(contentsOfFile: \"data/words/a.txt\", encoding: .utf8)\n```\n",
      to: "lessons/en/a.md")
    let without = try await place.lessons("build")
    #expect(without.status == 0)
    #expect(
      without.remarks == [
        "lessons/en/a.md: note: not run: it requires words, and there is no 'data/words'"
      ])
    #expect(without.summary == "1 lesson: 0 ran, 0 unchanged, 0 failed, 1 without data")
    #expect(!place.exists("output/en/a.html"))

    try place.write("one", to: "data/words/a.txt")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("one"))
    try place.write("other", to: "data/words/a.txt")
    #expect(try await place.lessons("build", "--force").status == 0)
    #expect(try place.read("output/en/a.md").contains("other"))

    try FileManager.default.removeItem(at: place.url.appending(path: "data"))
    #expect(try await place.lessons("check", "--allow-missing-data").status == 0)
  }

  @Test("Files that are no lessons are errors at their place, and the others are built")
  func badFiles() async throws {
    let place = try Workplace()
    try place.write(good, to: "lessons/en/good.md")
    try place.write("", to: "lessons/en/empty.md")
    try place.write("# A\n\n```swift-dt\nlet a = 1\n", to: "lessons/en/open.md")
    try Data([0x23, 0x20, 0xFF, 0x0A]).write(to: place.url.appending(path: "lessons/en/bytes.md"))
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(
      result.remarks.map { $0.prefix { $0 != " " } } == [
        "lessons/en/bytes.md:1:3:", "lessons/en/empty.md:1:1:", "lessons/en/open.md:3:1:",
      ])
    #expect(result.summary == "4 lessons: 1 ran, 0 unchanged, 3 failed")
    #expect(place.exists("output/en/good.html"))
    #expect(!place.exists("output/en/empty.html"))
  }
}

@Suite("How commands are called")
struct CommandTests {
  @Test(
    "What cannot be done is said in one line, with the status that tells whose fault it is",
    arguments: [
      (["build", "nowhere.md"], 2, "error: there is no 'nowhere.md'"),
      (
        ["build", "text.txt"], 2,
        "error: 'text.txt' is not a lesson: lessons are Markdown files that end in '.md'"
      ),
      (
        ["build", "--lessons", "none"], 2,
        "error: there is no lessons folder 'none' (--lessons names another)"
      ),
      (
        ["build", "x.md"], 2,
        "error: 'x.md' is not below the lessons folder 'lessons' (--lessons names another)"
      ),
      (["run", "nowhere.md"], 2, "error: there is no 'nowhere.md'"),
      (["render", "nowhere.md"], 2, "error: there is no 'nowhere.md'"),
    ] as [([String], Int32, String)])
  func refusals(arguments: [String], status: Int32, message: String) async throws {
    let place = try Workplace()
    try place.write("# A\n", to: "lessons/en/a.md")
    try place.write("# A\n", to: "x.md")
    try place.write("A", to: "text.txt")
    let result = try await place.lessons(arguments)
    #expect(result.errors == message + "\n")
    #expect(result.status == status)
    #expect(!place.exists("output"))
  }

  @Test(
    "Unknown words and options are usage errors",
    arguments: [["bild"], ["build", "--jobs", "0"], ["build", "--x"]])
  func usage(arguments: [String]) async throws {
    let place = try Workplace()
    let result = try await place.lessons(arguments)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("Error: "))
  }

  @Test("A missing compiler is the runner's problem, not a lesson's")
  func compiler() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nlet a = 1\n```\n", to: "lessons/en/a.md")
    let result = try await place.lessons("build", environment: ["PATH": "/nowhere"])
    #expect(result.status == 3)
    #expect(result.errors.hasPrefix("error: the Swift compiler was not found: no 'swiftc' in PATH"))
  }

  @Test("Help is no error")
  func help() async throws {
    let result = try await Workplace().lessons("--help")
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: lessons <subcommand>"))
  }

  @Test("A command that only has others below it shows its help", arguments: [[], ["data"]])
  func families(command: [String]) async throws {
    let place = try Workplace()
    let alone = try await place.lessons(command)
    let help = try await place.lessons(command + ["--help"])
    #expect(alone.status == 0 && alone.errors == "")
    #expect(alone.output == help.output && alone.output.contains("SUBCOMMANDS:"))
  }

  @Test("The version is a number, and names the class of machines that numbers depend on, as records do")
  func version() async throws {
    let place = try Workplace()
    let result = try await place.lessons("--version")
    let parts = try #require(result.output.wholeMatch(of: #/swift-lessons \d+\.\d+\.\d+ \((.*)\)\n/#))
    // Lessons keep to AVX2, this process does not: the two may be of different classes.
    #expect(MachineClass(String(parts.1)) != nil && result.status == 0)
    try place.write("```swift-dt\n1\n```\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(try place.read("output/en/a/record.json").contains("\"machine\" : \"\(parts.1)\""))
  }

  @Test("With --verbose, the version says what the engine computes with")
  func verboseVersion() async throws {
    let place = try Workplace()
    let brief = try await place.lessons("--version"),
      verbose = try await place.lessons("--version", "--verbose")
    let lines = verbose.output.split(separator: "\n").map(String.init)
    #expect(verbose.status == 0 && lines.first.map { $0 + "\n" } == brief.output)
    let machine = try #require(brief.output.firstMatch(of: #/\((.*)\)/#)).1
    #expect(lines.contains("Machine class: \(machine)"))
    #expect(lines.contains("Engine threads: 2"))
    #expect(lines.contains { $0.hasPrefix("Kernels: \(KernelVariant.used), of ") && $0.hasSuffix("default") })
    #expect(lines.contains { $0.wholeMatch(of: #/oneDNN: \d+\.\d+, using \w+/#) != nil })
  }

  @Test("Render prints a fragment and runs nothing")
  func render() async throws {
    let place = try Workplace()
    try place.write("# A *b*\n\n```swift-dt\nfatalError()\n```\n", to: "x.md")
    let result = try await place.lessons("render", "x.md")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("<h1"))
    #expect(result.output.contains("<em>b</em>"))
  }

  @Test("Clean removes what is kept and no page")
  func clean() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nlet a = 1\n```\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(!place.files(below: ".build").isEmpty)
    #expect(try await place.lessons("clean").status == 0)
    #expect(place.files(below: ".build").isEmpty)
    #expect(place.exists("output/en/a.html"))
  }

  @Test("Quiet prints errors only")
  func quiet() async throws {
    let place = try Workplace()
    try place.write("# A\n", to: "lessons/en/a.md")
    let result = try await place.lessons("build", "--quiet")
    #expect(result.errors == "")
    #expect(result.output == "")
  }

  @Test("An interrupt ends the lesson's process too and leaves nothing behind")
  func interrupt() async throws {
    let place = try Workplace()
    let mark = place.url.lastPathComponent
    try place.write("```swift-dt\nwhile true {}\n```\n", to: "lessons/en/a.md")
    let process = Process()
    process.executableURL = Workplace.executable
    process.arguments = ["build"]
    process.currentDirectoryURL = place.url
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": place.url.path]) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    func children() -> [String] {
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return all.filter {
        guard let command = FileManager.default.contents(atPath: "/proc/\($0)/cmdline") else { return false }
        let text = String(decoding: command, as: UTF8.self)
        return text.contains("lesson-host") && text.contains(mark)
      }
    }
    for _ in 0..<600 where children().isEmpty { try await Task.sleep(for: .milliseconds(50)) }
    #expect(children().count == 1)
    process.interrupt()
    for _ in 0..<200 where process.isRunning || !children().isEmpty {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(!process.isRunning)
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(children().isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.url.path)
    #expect(Set(left).isSubset(of: ["lessons", ".build"]))
  }
}
