import Foundation
import Testing

@Suite("Results belong to the code that gave them")
struct RecordTests {
  private let record = "output/en/a/record.json"

  private func place(_ lesson: String) async throws -> Workplace {
    let place = try Workplace()
    try await build(lesson, in: place)
    return place
  }

  private func build(_ lesson: String, in place: Workplace, _ arguments: String...) async throws {
    try place.write(lesson, to: "lessons/en/a.md")
    let result = try await place.lessons(["build", "--quiet"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// Says in the record and on its page that another class of machines gave the results.
  private func setMachine(_ machine: String, in place: Workplace) throws -> String {
    let own = String(try #require(try place.read(record).firstMatch(of: #/"machine" : "([^"]*)"/#)).1)
    for file in [record, "output/en/a.html"] {
      try place.write(try place.read(file).replacing(own, with: machine), to: file)
    }
    return own
  }

  private func another(than own: String) -> String {
    own.replacing(try! Regex(#"^\w+"#), with: own.hasPrefix("avx2,") ? "sse41" : "avx2")
  }

  @Test(
    "An edit that changes a result a little changes the page",
    arguments: [
      ("print(2.0)", "print(2.04)", "2.04"), ("print([0.1])", "print([0.14])", "[0.14]"),
      (
        "Bars(x: \"x\", [(\"a\", 1000), (\"b\", 0.5)])", "Bars(x: \"x\", [(\"a\", 1000), (\"b\", 1.4)])",
        ">1.4<"
      ),
      (
        "Chart(x: \"x\", y: .log(\"y\"), Series(\"s\", [1000.0, 1, 1e-6]))",
        "Chart(x: \"x\", y: .log(\"y\"), Series(\"s\", [1000.0, 1, 0.5]))", "to 0.5 at 3"
      ), ("HeatMap([[1498, 2], [0, 900]])", "HeatMap([[1498, 2], [0, 901]])", "901"),
    ])
  func edits(before: String, after: String, shown: String) async throws {
    func lesson(_ code: String) -> String { "# A\n\n```swift-dt tol=0.5 id=c\n\(code)\n```\n" }
    let place = try await place(lesson(before))
    let pages = ["output/en/a.md", "output/en/a.html", "output/en/a/c.svg"].filter(place.exists)
    let text = { try pages.map(place.read).joined() }
    #expect(try !text().contains(shown))
    try await build(lesson(after), in: place)
    #expect(try text().contains(shown))
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("An edit that changes an inline value a little changes the sentence")
  func inlineValue() async throws {
    let place = try await place("It is `{swift-dt tol=0.5} 2.0`.\n")
    try await build("It is `{swift-dt tol=0.5} 2.04`.\n", in: place)
    #expect(try place.read("output/en/a.md").contains("It is 2.04."))
  }

  @Test("A page that was made from other code is found, though its results are the same")
  func otherCode() async throws {
    let place = try await place("```swift-dt invisible\nlet a = 1\n```\n\n```swift-dt\n2\n```\n")
    try place.write("```swift-dt invisible\nlet a = 3\n```\n\n```swift-dt\n2\n```\n", to: "lessons/en/a.md")
    let result = try await place.lessons("check")
    #expect(
      result.remarks == [
        "lessons/en/a.md: error: the page was made before the lesson's code was changed: run 'lessons build'"
      ])
  }

  @Test(
    "A record on the same class of machines is drift wherever it differs",
    arguments: ["0.5", "0e5", "-0.0e2", "1e999", "0.512346", "0.5123450"])
  func forged(value: String) async throws {
    let place = try await place("```swift-dt\n\"\\(0.512345)\"\n```\n")
    for machine in [nil, "other", "avx9000, oneDNN 2.6, engine 1"] {
      if let machine { _ = try setMachine(machine, in: place) }
      try place.write(try place.read(record).replacing("\"0.512345\"", with: "\"\(value)\""), to: record)
      let result = try await place.lessons("check")
      #expect(result.status == 1)
      #expect(
        result.remarks.contains { $0.contains("the page says '\(value)', but the code gives '0.512345'") })
      try await build("```swift-dt\n\"\\(0.512345)\"\n```\n", in: place, "--force")
    }
  }

  @Test("A class of machines that is not known loosens nothing, and both classes are named")
  func unknownMachine() async throws {
    let place = try await place("```swift-dt\n0.5\n```\n")
    let own = try setMachine("other", in: place)
    let result = try await place.lessons("check")
    #expect(
      result.remarks == [
        "lessons/en/a.md: note: the page was made on 'other', this machine is '\(own)': "
          + "this version does not know that class of machines, so results are compared exactly"
      ])
    #expect(result.status == 0)
  }

  @Test("Results of another class of machines stay if they agree, for the same code and no longer")
  func bridge() async throws {
    let lesson = "```swift-dt\n0.5\n```\n"
    let place = try await place(lesson)
    let own = try setMachine(another(than: own(place)), in: place)
    try place.write(try place.read(record).replacing("\"0.5\"", with: "\"0.505\""), to: record)
    try await build(lesson + "\nText.\n", in: place)
    #expect(try place.read("output/en/a.md").contains("0.505"))
    let result = try await place.lessons("check")
    #expect(result.status == 0)
    #expect(
      result.remarks == [
        "lessons/en/a.md: note: the page was made on '\(another(than: own))', this machine is '\(own)': "
          + "numbers are compared within 2 %"
      ])

    try await build("```swift-dt\n0.5 + 0\n```\n", in: place)
    #expect(try place.read("output/en/a.md").contains("\n0.5\n"))
    #expect(try place.read(record).contains(own))
  }

  @Test("A record that agrees is kept if another known machine made it, but not if an older engine did")
  func renewedRecord() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\n1.5\n```\n", to: "lessons/en/A.md")
    _ = try await place.lessons("build")
    let record = "output/en/A/record.json", made = try place.read(record)
    let version = try #require(made.firstMatch(of: #/engine \d+/#)).output
    for (changed, kept) in [
      (made.replacing(#/"machine" : "\w+/#, with: "\"machine\" : \"avx512_core"), true),
      (made.replacing("oneDNN", with: "otherDNN"), false), (made.replacing(version, with: "engine 0"), false),
    ] {
      try #require(changed != made)
      try place.write(changed, to: record)
      #expect(try await place.lessons("build", "--force").status == 0)
      // The page names the class of machines, so its hash is another one.
      let hash = #/"A.html" : "\w+"/#
      #expect(
        try place.read(record).replacing(hash, with: "") == (kept ? changed : made).replacing(hash, with: ""))
    }
  }

  private func own(_ place: Workplace) throws -> String {
    String(try #require(try place.read(record).firstMatch(of: #/"machine" : "([^"]*)"/#)).1)
  }

  @Test("Data that changes a little changes the page, and check finds it before")
  func data() async throws {
    let place = try Workplace()
    let lesson = """
      ---
      requires: mine
      ---
      ```swift-dt silent
      let v = Double(try String(contentsOfFile: "data/mine/v.txt", encoding: .utf8))!
      ```

      ```swift-dt
      HeatMap([[1498, 2], [0, v]])
      ```
      """
    try place.write("900", to: "data/mine/v.txt")
    try await build(lesson, in: place)
    #expect(try await place.lessons("check").status == 0)
    try place.write("901", to: "data/mine/v.txt")
    #expect(try await place.lessons("check").status == 1)
    // Neither does another class of machines excuse it.
    _ = try setMachine(another(than: own(place)), in: place)
    #expect(try await place.lessons("check").status == 1)
    try await build(lesson, in: place)
    #expect(try place.read("output/en/a/2.svg").contains(">901<"))
  }

  @Test("A lesson whose data is missing is no proof, unless that is allowed")
  func missingData() async throws {
    let place = try Workplace()
    let lesson = "---\nrequires: mine\n---\n```swift-dt\n1\n```\n"
    try place.write("1", to: "data/mine/v.txt")
    try await build(lesson, in: place)
    try FileManager.default.removeItem(at: place.url.appending(path: "data"))
    let result = try await place.lessons("check")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/en/a.md: error: not run: it requires mine, and there is no 'data/mine'; so its page is not proved "
          + "(--allow-missing-data lets that pass)"
      ])
    let allowed = try await place.lessons("check", "--allow-missing-data")
    #expect(allowed.status == 0 && allowed.summary.hasSuffix("0 failed, 1 without data"))
    try place.write(lesson.replacing("1\n", with: "2\n"), to: "lessons/en/a.md")
    #expect(try await place.lessons("check", "--allow-missing-data").status == 1)
    #expect(try await place.lessons("build", "--allow-missing-data").status == 0)
    // That code cannot be compiled is known without data.
    try place.write(lesson.replacing("1\n", with: "let x: Int = \"\"\n"), to: "lessons/en/a.md")
    for arguments in [["check", "--allow-missing-data"], ["build"]] {
      let wrong = try await place.lessons(arguments)
      #expect(wrong.status == 1 && wrong.remarks.first?.hasPrefix("lessons/en/a.md:5:14: error: ") == true)
    }
  }

  @Test("What was computed unconfined is computed again confined, trainings too")
  func confinement() async throws {
    let lesson =
      "```swift-dt\nprint((try? String(contentsOfFile: \"/etc/hostname\", encoding: .utf8)) ?? \"no\")\n```\n"
    let place = try Workplace()
    try await build(lesson, in: place, "--sandbox", "off")
    #expect(try !place.read("output/en/a.md").contains("\nno\n"))
    try place.write(lesson + "\nText.\n", to: "lessons/en/a.md")
    let result = try await place.lessons("build", "--explain")
    #expect(result.errors.contains("lessons/en/a.md: ran: the confinement changed\n"))
    #expect(try place.read("output/en/a.md").contains("\nno\n"))
    #expect(try await place.lessons("check", "--sandbox", "required").status == 0)
  }

  @Test("A page that is not asked for does not get what was computed unconfined either")
  func renewal() async throws {
    let place = try Workplace()
    let lesson =
      "# A\n\n```swift-dt\nprint((try? String(contentsOfFile: \"/etc/hostname\", encoding: .utf8)) ?? \"no\")\n```\n"
    try await build(lesson, in: place, "--sandbox", "off")
    let before = try place.read("output/en/a.html")
    try place.write("# B\n", to: "lessons/en/b.md")
    #expect(try await place.lessons("build", "lessons/en/b.md").status == 0)
    #expect(try place.read("output/en/a.html") == before)
    #expect(try await place.lessons("build", "--sandbox", "off", "lessons/en/b.md").status == 0)
    #expect(try place.read("output/en/a.html") != before)
  }

  @Test("Files of a format that is no longer asked for are removed, but not what somebody changed")
  func formats() async throws {
    let place = try await place("# A\n\n```swift-dt\n1\n```\n")
    func build(_ formats: String) async throws -> Workplace.Result {
      try await place.lessons("build", "--format", formats)
    }
    #expect(try await build("html,markdown,notebook").status == 0)
    #expect(place.exists("output/en/a.ipynb"))
    #expect(try await place.lessons("check").status == 0)
    // Where a notebook is, it is checked, asked for or not.
    let notebook = try place.read("output/en/a.ipynb")
    try place.write(notebook + "\n", to: "output/en/a.ipynb")
    #expect(try await place.lessons("check").status == 1)
    try place.write(notebook, to: "output/en/a.ipynb")

    #expect(try await build("html").status == 0)
    #expect(
      place.files(below: "output")
        == [
          "en/a.html", "en/a/page.passages.js", "en/a/record.json", "en/a/search.json", "en/index.html",
          "en/search-0.js",
          "index.html",
          "record.json",
        ])
    #expect(try await build("html,notebook").status == 0)
    try place.write("mine", to: "output/en/a.ipynb")
    let result = try await build("html,markdown")
    #expect(
      result.remarks == [
        "lessons/en/a.md: warning: 'output/en/a.ipynb' is no longer made, and was changed by hand since: it is left as it is"
      ])
    #expect(try place.read("output/en/a.ipynb") == "mine")
  }

  @Test("Build explains the truth in a copy of the project")
  func copied() async throws {
    let place = try await place("# A\n\n```swift-dt\n1\n```\n")
    let copy = try Workplace()
    for name in ["lessons", "output", ".lessons"] {
      try FileManager.default.copyItem(
        at: place.url.appending(path: name), to: copy.url.appending(path: name))
    }
    func explanation(_ arguments: String...) async throws -> String {
      String(try await copy.lessons(["build", "--explain"] + arguments).errors.prefix { $0 != "\n" })
    }
    #expect(
      try await explanation() == "lessons/en/a.md: unchanged: nothing changed that its page is made from")
    #expect(
      try await explanation("--format", "html") == "lessons/en/a.md: unchanged: other formats are asked for")
    try FileManager.default.removeItem(at: copy.url.appending(path: "output/en/a.html"))
    #expect(
      try await explanation("--format", "html")
        == "lessons/en/a.md: unchanged: only files of its page changed")
    #expect(
      try await explanation("--output", "other")
        == "lessons/en/a.md: unchanged: its results are known, but its page was not made here")
  }

  @Test("No name of a temporary folder gets into a result")
  func temporaryNames() async throws {
    let lesson = """
      ```swift-dt
      print(FileManager.default.currentDirectoryPath, NSTemporaryDirectory(), NSHomeDirectory())
      print(CommandLine.arguments)
      URL(filePath: "x")
      ```

      ```swift-dt
      Table(columns: ["a"], rows: [[FileManager.default.currentDirectoryPath + "/x"]])
      ```

      ```swift-dt crash
      fatalError(URL(filePath: "x").path)
      ```

      ```swift-dt crash
      _ = try Safetensors(contentsOf: URL(filePath: "weights.safetensors"))
      ```

      In `{swift-dt} FileManager.default.currentDirectoryPath`.
      """
    let place = try await place(lesson)
    let page = try place.read("output/en/a.md")
    #expect(page.contains("\n/lesson /lesson/ /lesson\n") || page.contains("\n/lesson /lesson /lesson\n"))
    #expect(page.contains("Fatal error: /lesson/x\n") && page.contains("In /lesson."))
    #expect(page.contains("Error: weights.safetensors: "))
    #expect(!page.contains("lessons-"))
    #expect(try await place.lessons("check", "--twice").status == 0)
  }

  @Test("A record that no page can be made of is an error of its lesson, and others' pages are written")
  func undrawable() async throws {
    let place = try await place("# A\n\n```swift-dt passthrough\nprint(\"passed\")\n```\n")
    try place.write("# C\n", to: "lessons/en/c.md")
    _ = try await place.lessons("build")
    // Its Markdown takes the parser longer than a reader may.
    let slow = "www.a.b" + String(repeating: ")", count: 1_000_000)
    try place.write(try place.read(record).replacing("passed", with: slow), to: record)
    try place.write("# B\n", to: "lessons/en/b.md")
    let result = try await place.lessons("build", "lessons/en/b.md")
    #expect(result.status == 1)
    #expect(
      result.remarks == [
        "lessons/en/a.md:1:1: error: the text takes too long to read; its longest passage begins here: divide it by empty lines"
      ])
    #expect(try place.read("output/en/c.html").contains(">B<"))
  }
}
