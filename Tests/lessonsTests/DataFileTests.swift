import Foundation
import Testing

@Suite("Data in the repository")
struct DataFileTests {
  private func lesson(_ requires: String, _ code: String) -> String {
    (requires.isEmpty ? "" : "---\nrequires: \(requires)\n---\n") + "# A\n\n```swift-dt\n\(code)\n```\n"
  }

  @Test(
    "A file is read by its plain path, and beside it a folder",
    arguments: [
      "try String(contentsOfFile: \"data/prices.csv\", encoding: .utf8)",
      "String(decoding: FileManager.default.contents(atPath: \"data/prices.csv\")!, as: UTF8.self)",
      "let file = fopen(\"data/prices.csv\", \"r\")!\nvar buffer = [CChar](repeating: 0, count: 99)\nString(cString: fgets(&buffer, 99, file)!)",
      "try String(contentsOfFile: \"data/set/prices.csv\", encoding: .utf8)",
    ])
  func file(code: String) async throws {
    let place = try Workplace()
    try place.write("42 zł", to: "data/prices.csv")
    try place.write("42 zł", to: "data/set/prices.csv")
    try place.write(lesson("[prices.csv, set]", code), to: "lessons/en/a.md")
    let built = try await place.lessons("build", "--sandbox", "required")
    #expect(built.status == 0, "\(built.errors)")
    #expect(try place.read("output/en/a.md").contains("42 zł"))
  }

  @Test("Its contents decide the results, and nothing else in the folder is read")
  func contents() async throws {
    let place = try Workplace()
    try place.write("one", to: "data/a.txt")
    try place.write("secret", to: "data/b.txt")
    let code =
      "print((try? String(contentsOfFile: \"data/b.txt\", encoding: .utf8)) ?? \"denied\")\ntry String(contentsOfFile: \"data/a.txt\", encoding: .utf8)"
    try place.write(lesson("a.txt", code), to: "lessons/en/a.md")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("denied"))
    #expect(try await place.lessons("build").summary == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    try place.write("two", to: "data/a.txt")
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("two"))
  }

  @Test(
    "A name that is not there is told with those that are",
    arguments: [
      (
        "price.csv",
        "price.csv, and there is no 'data/price.csv'; did you mean 'prices.csv'? In 'data' are: mnist, prices.csv"
      ),
      ("zzzzzz", "zzzzzz, and there is no 'data/zzzzzz'; in 'data' are: mnist, prices.csv"),
      (
        "mnist/x",
        "mnist/x, and there is no 'data/mnist/x'; 'mnist/x' is a path, and a name of a file or folder directly in 'data' is expected"
      ),
    ])
  func misspelt(name: String, message: String) async throws {
    let place = try Workplace()
    try place.write("1", to: "data/prices.csv")
    try place.write("1", to: "data/mnist/x")
    try place.write(lesson(name, "1"), to: "lessons/en/a.md")
    let built = try await place.lessons("build", "--allow-missing-data")
    #expect(built.remarks == ["lessons/en/a.md: note: not run: it requires \(message)"])
  }

  @Test(
    "A lesson that reaches for more learns that lessons are confined",
    arguments: [
      (
        "", "try String(contentsOfFile: \"data/prices.csv\", encoding: .utf8)",
        "and 'prices.csv' is not named there; write 'requires: prices.csv'"
      ),
      (
        "set", "fopen(\"data/prices.csv\", \"r\")!",
        "and 'prices.csv' is not named there; write 'requires: [set, prices.csv]'"
      ),
      ("", "try CSVTable(contentsOf: \"data/prices.csv\")", "write 'requires: prices.csv'"),
      ("", "try String(contentsOfFile: \"/etc/hostname\", encoding: .utf8)", "and have no network"),
      ("", "try String(contentsOfFile: \"README.md\", encoding: .utf8)", "and have no network"),
      (
        "",
        "import FoundationNetworking\ntry await URLSession.shared.data(from: URL(string: \"http://127.0.0.1:9/\")!).0.count",
        "cannot reach the network: put what the lesson needs into 'data/', and name it by 'requires' in the front matter"
      ),
      ("", "try Data(contentsOf: URL(string: \"https://example.com/a.csv\")!).count", "in the front matter"),
    ])
  func confined(requires: String, code: String, note: String) async throws {
    let place = try Workplace()
    try place.write("1", to: "data/prices.csv")
    try place.write("1", to: "data/set/x")
    try place.write("# Readme\n", to: "README.md")
    try place.write(lesson(requires, code), to: "x.md")
    let result = try await place.lessons("run", "--sandbox", "required", "x.md")
    #expect(result.status == 1)
    let notes = result.remarks.filter {
      $0.contains(": note: lessons are confined: they read only what 'requires'")
        || $0.contains(": note: lessons are confined, and cannot reach")
    }
    #expect(notes.count == 1 && notes.first?.hasSuffix(note) == true, "\(result.errors)")
    let fence = requires.isEmpty ? 3 : 6
    #expect(notes.first?.hasPrefix("x.md:\(fence):1: ") == true)
  }

  @Test(
    "A lesson that goes on without the network and prints why has a warning that says so, again and again")
  func caughtErrors() async throws {
    let place = try Workplace()
    let fetch = "try String(contentsOf: URL(string: \"https://example.com/a\")!, encoding: .utf8)"
    try place.write(lesson("", "do { print(\(fetch)) } catch { print(error) }"), to: "lessons/en/a.md")
    try place.write(lesson("", "print(\"not permitted\")"), to: "lessons/en/b.md")
    for command in ["build", "build", "check"] {
      let result = try await place.lessons(command)
      #expect(
        result.status == 0
          && result.remarks == [
            "lessons/en/a.md:3:1: warning: lessons are confined, and cannot reach the network: put what the lesson needs "
              + "into 'data/', and name it by 'requires' in the front matter"
          ], "\(result.errors)")
    }
  }

  @Test("Other failures say nothing of confinement")
  func otherFailures() async throws {
    try await check(
      "```swift-dt\nlet a: Int? = nil\na!\n```\n",
      fails: "3:2: error: Unexpectedly found nil while unwrapping an Optional value")
  }

  @Test("Missing data fails a build that is strict, as builds are where CI is set")
  func strict() async throws {
    let place = try Workplace()
    try place.write(lesson("prices.csv", "1"), to: "lessons/en/a.md")
    for (arguments, environment, status) in [
      ([], "", 0), (["--strict"], "", 1), ([], "1", 1), (["--allow-missing-data"], "1", 0), ([], "false", 0),
    ] as [([String], String, Int32)] {
      let built = try await place.lessons(["build"] + arguments, environment: ["CI": environment])
      #expect(built.status == status, "\(arguments) \(environment): \(built.errors)")
      let summary = status == 0 ? "0 failed, 1 without data" : "1 failed"
      #expect(built.summary == "1 lesson: 0 ran, 0 unchanged, \(summary)")
    }
    let both = try await place.lessons("build", "--strict", "--allow-missing-data")
    #expect(both.status == 2 && both.errors.contains("exclude each other"))
  }

  @Test("serve builds again when data changes, and when the folder is made")
  func served() async throws {
    let place = try Workplace()
    try place.write(
      lesson("a.txt", "try String(contentsOfFile: \"data/a.txt\", encoding: .utf8)"), to: "lessons/en/a.md")
    let preview = try await Preview(place)
    let events = try preview.events(of: "/en/a.html")
    _ = try await events.first { $0.message.contains("there is no 'data/a.txt'") }
    try place.write("first", to: "data/a.txt")
    let first = try await events.first { $0.version != "none" }
    try place.write("second", to: "data/a.txt")
    _ = try await events.first { $0.version != "none" && $0.version != first.version }
    #expect(try place.read("output/en/a.md").contains("second"))
  }
}
