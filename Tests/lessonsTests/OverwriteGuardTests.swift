import Foundation
import Testing

@Suite("A build replaces files that a record names, and no others")
struct OverwriteGuardTests {
  private static let chart = "```swift-dt id=c\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2])])\n```\n"

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("# A\n\n" + Self.chart, to: "lessons/en/a.md")
    try place.write("# B\n", to: "lessons/en/b.md")
    return place
  }

  private func build(_ place: Workplace, _ arguments: String...) async throws -> Workplace.Result {
    try await place.lessons(["build", "--output", "docs"] + arguments)
  }

  private func remove(_ paths: [String], from place: Workplace) throws {
    for path in paths { try FileManager.default.removeItem(at: place.url.appending(path: path)) }
  }

  private static let advice =
    "move it away or remove it, or name another folder by --output"

  @Test(
    "A file by hand where a page, a figure, a record or a folder belongs is an error of its lesson, and stays",
    arguments: ["a.html", "a.md", "a/c.svg", "a/record.json", "a"])
  func pages(file: String) async throws {
    let place = try place()
    try place.write("{\"mine\": 1}", to: "docs/en/\(file)")
    for _ in 0..<2 {
      let result = try await build(place)
      #expect(
        result.remarks == [
          "lessons/en/a.md: error: 'docs/en/\(file)' is where the lesson's page belongs, and no record says that 'lessons build' "
            + "made it: \(Self.advice)"
        ])
      #expect(result.status == 1)
      #expect(try place.read("docs/en/\(file)") == "{\"mine\": 1}")
      #expect(place.files(below: "docs/en").filter { $0.hasPrefix("a") } == [file])
      #expect(place.exists("docs/en/b.html") && place.exists("docs/index.html"))
      #expect(try !place.read("docs/en/index.md").contains("a.md"))
    }
    try remove(["docs/en/\(file)"], from: place)
    #expect(try await build(place).status == 0)
    #expect(try place.read("docs/en/index.md").contains("a.md") && place.exists("docs/en/a/c.svg"))
  }

  @Test("A folder in the place of a page is an error of its lesson")
  func folder() async throws {
    let place = try place()
    try place.write("mine", to: "docs/en/a.html/mine.txt")
    let result = try await build(place)
    #expect(result.status == 1 && result.errors.contains("lessons/en/a.md: error: 'docs/en/a.html' is where"))
    #expect(try place.read("docs/en/a.html/mine.txt") == "mine" && place.exists("docs/en/b.html"))
  }

  @Test(
    "A list by hand is an error that names it, stays, and all else is made",
    arguments: ["index.html", "en/index.html", "en/index.md", "record.json"])
  func lists(file: String) async throws {
    let place = try place()
    try place.write("mine", to: "docs/\(file)")
    for _ in 0..<2 {
      let result = try await build(place)
      #expect(result.status == 1 && result.remarks.count == 1)
      #expect(
        result.errors.hasPrefix("docs/\(file): error: ") && result.errors.contains(Self.advice),
        "\(result.errors)")
      #expect(try place.read("docs/\(file)") == "mine")
      #expect(place.exists("docs/en/a.html"))
    }
    try remove(["docs/\(file)"], from: place)
    #expect(try await build(place).status == 0)
    #expect(try place.read("docs/index.html") != "mine" && place.exists("docs/en/index.md"))
  }

  @Test("Pages and lists of a clone without a cache are replaced, also those that an earlier version made")
  func clone() async throws {
    for isOfEarlierVersion in [false, true] {
      let place = try place()
      #expect(try await build(place).status == 0)
      try remove(
        [".lessons"] + (isOfEarlierVersion ? ["docs/record.json", "docs/en/search-0.js"] : []), from: place)
      try place.write("# New\n\n" + Self.chart, to: "lessons/en/a.md")
      for page in ["a.html", "index.md"] { try place.write("changed", to: "docs/en/\(page)") }
      let result = try await build(place)
      #expect(result.status == 0 && result.remarks == [])
      #expect(
        try place.read("docs/en/a.html").contains("New") && place.read("docs/en/index.md").contains("New"))
      #expect(try await place.lessons("check", "--output", "docs").status == 0)
    }
  }

  @Test("A record of another version's form still names the files of its page")
  func otherForm() async throws {
    let place = try place()
    #expect(try await build(place).status == 0)
    let record = try place.read("docs/en/a/record.json")
    try place.write(record.replacing("\"schema\" : 1", with: "\"schema\" : 7"), to: "docs/en/a/record.json")
    try place.write("changed", to: "docs/en/a.html")
    #expect(try await build(place).status == 0)
    #expect(try place.read("docs/en/a/record.json") == record)
  }

  @Test("A lesson 'index' takes the place of the list, and gives it back")
  func index() async throws {
    let place = try place()
    #expect(try await build(place).status == 0)
    let list = try place.read("docs/en/index.md")
    try place.write("# First\n", to: "lessons/en/index.md")
    #expect(try await build(place).remarks == [])
    #expect(try place.read("docs/en/index.md") == "# First\n")
    #expect(try await place.lessons("check", "--output", "docs").status == 0)
    try remove(["lessons/en/index.md"], from: place)
    #expect(try await build(place, "lessons/en/a.md").status == 0)
    let result = try await build(place)
    #expect(result.remarks == [] && result.status == 0)
    #expect(try place.read("docs/en/index.md") == list && !place.exists("docs/en/index/record.json"))
    #expect(try await place.lessons("check", "--output", "docs").status == 0)
  }

  @Test("A forged record of lists has nothing removed but lists that are as it says")
  func forged() async throws {
    let place = try place()
    #expect(try await build(place).status == 0)
    try place.write("mine", to: "docs/notes.html")
    try place.write("mine", to: "docs/xx/index.html")
    let hash = "\(String(repeating: "0", count: 64))"
    let record = try place.read("docs/record.json")
    try place.write(
      record.replacing(
        "\"en/index.html\"",
        with:
          "\"notes.html\": \"\(hash)\", \"../lessons/en/a.md\": \"\(hash)\", \"xx/index.html\": \"\(hash)\", \"en/index.html\""
      ),
      to: "docs/record.json")
    let result = try await build(place)
    #expect(
      result.remarks == [
        "docs/xx/index.html: warning: this list is no longer made, and was changed by hand since: it is left as it is"
      ])
    #expect(
      place.exists("docs/notes.html") && place.exists("docs/xx/index.html") && place.exists("lessons/en/a.md")
    )
    #expect(try place.read("docs/record.json") == record)
  }
}

@Suite("Names of lessons that no page can have")
struct PageNameTests {
  @Test(
    "are each one error that names both lessons, and the others go on",
    arguments: [
      ("en/a.html", "en/a.html", "the page of 'lessons/en/a.md'"),
      ("en/a.md", "en/a.md", "the page of 'lessons/en/a.md'"),
      ("en/a.ipynb/b", "en/a.ipynb", "the page of 'lessons/en/a.md'"),
      ("en/a/record.json", "en/a/record.json", "the page of 'lessons/en/a.md'"),
      ("en/a/c.svg/d", "en/a/c.svg", "the page of 'lessons/en/a.md'"),
      ("en/index.html", "en/index.html", "the lists of lessons"),
      ("index.html/b", "en/index.html", "the lists of lessons"),
    ])
  func collisions(name: String, folder: String, owner: String) async throws {
    let place = try Workplace()
    for path in ["lessons/en/a.md", "lessons/\(name).md"] { try place.write("# A\n", to: path) }
    let error =
      "lessons/\(name).md: error: the page of this lesson needs a folder '\(folder)', which is the name of a file of \(owner): "
      + "rename the lesson or its folder"
    for (paths, summary) in [([], "1 lesson"), (["lessons/\(name).md"], "0 lessons")] {
      let result = try await place.lessons(["build"] + paths)
      #expect(result.remarks == [error] && result.status == 1)
      #expect(result.summary.hasPrefix("\(summary):"), "\(result.errors)")
    }
    #expect(place.exists("output/en/a.html"))
    #expect(try await place.lessons("check").remarks == [error])
  }

  @Test("and those that are no trouble have pages")
  func free() async throws {
    let place = try Workplace()
    let long = "en/" + String(repeating: "x", count: 246)
    for name in ["en/b.html", "en/notes.md", "en/c/record.json", "en/sub/index.html", long] {
      try place.write("# A\n", to: "lessons/\(name).md")
    }
    let result = try await place.lessons("build", "--format", "html,markdown,notebook")
    #expect(result.remarks == [] && result.status == 0, "\(result.errors)")
    #expect(place.exists("output/en/b.html.html") && place.exists("output/\(long).ipynb"))
  }

  @Test("or that are too long for the files of a page are errors of their own")
  func long() async throws {
    let place = try Workplace()
    let name = String(repeating: "x", count: 252)
    for name in ["a", name] { try place.write("# A\n", to: "lessons/en/\(name).md") }
    let result = try await place.lessons("build")
    #expect(result.remarks.count == 1 && result.errors.contains("has 252 bytes"), "\(result.errors)")
    #expect(result.status == 1 && place.exists("output/en/a.html"))
  }
}
