import Foundation
import Testing

@testable import Formulas
@testable import LessonBuilding
@testable import LessonDocument
@testable import LessonExecution
@testable import LessonPlots
@testable import LessonProgram

@Suite("What is kept between builds")
struct CacheUseTests {
  private let lesson = "# A\n\n```swift-dt\n6 * 7\n```\n"

  @Test("Build explains for each lesson why it ran or did not")
  func explain() async throws {
    let place = try Workplace()
    func explained(_ arguments: String...) async throws -> [String] {
      let result = try await place.lessons(["build", "--explain"] + arguments)
      return result.errors.split(separator: "\n").map(String.init).filter {
        $0.hasPrefix("lessons/") && !$0.contains(#/: (error|note|warning): /#)
      }
    }
    func write(_ text: String) throws { try place.write(text, to: "lessons/en/a.md") }
    try write(lesson)
    try place.write("# B\n", to: "lessons/en/b.md")
    try place.write(lesson, to: "lessons/pl/a.md")
    let first = try await explained()
    #expect(first.contains("lessons/en/b.md: unchanged: it has no code"))
    #expect(
      Set(first.filter { $0.contains("/a.md") }.map { $0.split(separator: ": ", maxSplits: 1)[1] }) == [
        "ran: no earlier run of it is known here", "unchanged: another lesson with the same code ran",
      ])
    let nothing = "unchanged: nothing changed that its page is made from"
    #expect(
      try await explained() == [
        "lessons/en/a.md: \(nothing)", "lessons/en/b.md: \(nothing)", "lessons/pl/a.md: \(nothing)",
      ])
    try place.write("# Beta\n", to: "lessons/en/b.md")
    #expect(
      try await explained() == [
        "lessons/en/a.md: unchanged: only what its page shows of other lessons changed",
        "lessons/pl/a.md: \(nothing)", "lessons/en/b.md: unchanged: it has no code",
      ])
    try write("Prose.\n\n" + lesson)
    #expect(
      try await explained("lessons/en/a.md") == [
        "lessons/en/a.md: unchanged: its text changed, but not its code"
      ])
    try write(lesson.replacing("7", with: "8"))
    #expect(try await explained("lessons/en/a.md") == ["lessons/en/a.md: ran: its code changed"])
    #expect(
      try await explained("--force", "lessons/en/a.md") == ["lessons/en/a.md: ran: --force runs everything"])
    try write(lesson.replacing("7", with: "\"x\""))
    #expect(try await explained("lessons/en/a.md") == ["lessons/en/a.md: failed: it cannot be compiled"])
    try write("---\nrequires: words\n---\n" + lesson)
    #expect(
      try await explained("--allow-missing-data", "lessons/en/a.md") == [
        "lessons/en/a.md: skipped: its data is not there"
      ])
    try place.write("one", to: "data/words/a.txt")
    #expect(try await explained("lessons/en/a.md") == ["lessons/en/a.md: ran: its code and its data changed"])
    try place.write("two", to: "data/words/a.txt")
    #expect(try await explained("lessons/en/a.md") == ["lessons/en/a.md: ran: its data changed"])
  }

  @Test("The contents of data count, their dates and where they lie do not")
  func data() async throws {
    let place = try Workplace()
    try place.write(
      "---\nrequires: words\n---\n```swift-dt\ntry String(contentsOfFile: \"data/words/a.txt\", encoding: .utf8)\n```\n",
      to: "lessons/en/a.md")
    func build(_ text: String) async throws -> String {
      try place.write(text, to: "data/words/a.txt")
      return try await place.lessons("build").summary
    }
    #expect(try await build("one") == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try await build("one") == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try await build("two") == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("two"))
    #expect(try await build("one") == "1 lesson: 0 ran, 1 unchanged, 0 failed")
    #expect(try place.read("output/en/a.md").contains("one"))
    try FileManager.default.moveItem(
      at: place.url.appending(path: "data/words/a.txt"), to: place.url.appending(path: "data/words/b.txt"))
    #expect(try await place.lessons("build").status == 1)
  }

  @Test(
    "A build that is killed at any moment leaves whole pages and a cache with which the next one is right")
  func kill() async throws {
    let place = try Workplace()
    let chart = "\n```swift-dt id=c\nChart(x: \"x\", y: \"y\", [Series(\"s\", [1, 2, Double(n)])])\n```\n"
    func write(_ round: Int) throws {
      for index in 0..<3 {
        try place.write(
          "# Lesson\n\n```swift-dt\nlet n = \(round * 10 + index)\nn\n```\n" + chart,
          to: "lessons/en/\(index).md")
      }
    }
    // script/test-slow asks for more moments.
    let rounds = ProcessInfo.processInfo.environment["LESSONS_KILLS"].flatMap(Int.init) ?? 20
    let temporary = place.url.appending(path: "temporary")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let environment = ["TMPDIR": temporary.path]
    for round in 0..<rounds {
      try write(round)
      let process = Process()
      process.executableURL = Workplace.executable
      process.arguments = ["build"]
      process.currentDirectoryURL = place.url
      process.standardError = FileHandle.nullDevice
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      try process.run()
      try await Task.sleep(for: .milliseconds(20 + 60 * round % 1_500 + round / 25))
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for path in place.files(below: "output") where !path.contains("/.lessons-") {
        let text = try place.read("output/\(path)")
        let end =
          path.hasSuffix(".html")
          ? "</html>\n" : path.hasSuffix(".svg") ? "</svg>\n" : path.hasSuffix(".json") ? "}\n" : "\n"
        #expect(text.hasSuffix(end), "\(path)")
      }
    }
    let log = try await place.lessons("build", environment: environment)
    #expect(log.status == 0)
    #expect(!log.errors.contains("warning"), "\(log.errors)")
    #expect(place.files(below: "output").allSatisfy { !$0.contains("/.") })
    #expect(place.files(below: ".lessons").allSatisfy { !$0.contains("/.") })
    let left = try FileManager.default.contentsOfDirectory(atPath: temporary.path)
    #expect(left == [])
    #expect(try place.read("output/en/2.md").contains("\((rounds - 1) * 10 + 2)"))
    #expect(try await place.lessons("check").status == 0)
    // The pages are those of a build that nothing disturbed.
    let undisturbed = try Workplace()
    for path in place.files(below: "lessons") {
      try undisturbed.write(try place.read("lessons/\(path)"), to: "lessons/\(path)")
    }
    #expect(try await undisturbed.lessons("build").status == 0)
    #expect(undisturbed.files(below: "output") == place.files(below: "output"))
    for path in place.files(below: "output") {
      #expect(try undisturbed.read("output/\(path)") == place.read("output/\(path)"), "\(path)")
    }
  }

  @Test("Two builds at once do each other no harm")
  func twoBuilds() async throws {
    let place = try Workplace()
    for round in 0..<3 {
      for index in 0..<4 {
        try place.write("```swift-dt\nlet n = \(round * 10 + index)\nn\n```\n", to: "lessons/en/\(index).md")
      }
      async let one = place.lessons("build")
      async let two = place.lessons("build", "--force")
      let results = try await [one, two]
      #expect(results.map(\.status) == [0, 0], "\(results.map(\.errors))")
    }
    #expect(try await place.lessons("build").summary == "4 lessons: 0 ran, 4 unchanged, 0 failed")
    #expect(try await place.lessons("check").status == 0)
  }

  /// Its training takes some tenths of a second.
  private func training(epochs: Int = 60, after: String) -> String {
    """
    ```swift-dt
    let data = try Digits.synthetic(count: 1_000, seed: 1)
    let model = Model(input: [28, 28]) { Flatten(); Dense(64); ReLU(); Dense(10) }
    let trainer = try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.05), metrics: [.accuracy], seed: 3)
    let history = try trainer.fit(data, epochs: \(epochs), batchSize: 50)
    history
    ```

    ```swift-dt
    \(after)
    ```
    """
  }

  @Test("An edit of the last block does not train again, and the page is the one that training gives")
  func trainings() async throws {
    let place = try Workplace()
    let kept = ".lessons/trainings"
    func build(_ text: String, _ arguments: String...) async throws {
      try place.write(text, to: "lessons/en/a.md")
      let result = try await place.lessons(["build"] + arguments)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    }
    try await build(training(after: "history.training.loss.last!"))
    let files = place.files(below: kept)
    try #require(files.count == 1)
    let file = place.url.appending(path: kept + "/" + files[0])
    let bytes = try Data(contentsOf: file)
    let last = "try trainer.evaluate(data).loss"
    try await build(training(after: last))
    #expect(place.files(below: kept) == files)
    let page = try place.read("output/en/a.md")
    #expect(try await place.lessons("check").status == 0)
    #expect(try Data(contentsOf: file) == bytes)

    // What is damaged is computed again, and kept again.
    for damaged in [Data(bytes.dropLast()), Data(bytes.map { $0 ^ 1 }), Data()] {
      try damaged.write(to: file)
      try FileManager.default.removeItem(at: place.url.appending(path: ".lessons/transcripts"))
      try FileManager.default.removeItem(at: place.url.appending(path: ".lessons/stamps"))
      try await build(training(after: last))
      #expect(try place.read("output/en/a.md") == page)
      #expect(try Data(contentsOf: file) == bytes)
    }
    try await build(training(epochs: 61, after: last))
    #expect(place.files(below: kept).count == 2)
    try await build(training(epochs: 62, after: last), "--force")
    #expect(place.files(below: kept).count == 2)
  }

  @Test("Code of one's own in a training and an observer of all trainings are called as 'check' calls them")
  func customCode() async throws {
    let place = try Workplace()
    let rate = """
      let calls = Mutex(0)
      let rate = LearningRate { position in
        calls.withLock { $0 += 1 }
        return 0.05
      }
      """
    let observer = """
      let epochs = Mutex<Set<Int>>([])
      TrainingProgress.observer = { progress in _ = epochs.withLock { $0.insert(progress.epoch) } }
      """
    let training = training(after: "LAST")
    let lessons = [
      "a": training.replacing("learningRate: 0.05", with: "learningRate: rate").replacing(
        "let data", with: "import Synchronization\n\(rate)\nlet data"
      ).replacing("LAST", with: "(calls.withLock { $0 }, LAST)"),
      "b": training.replacing("let data", with: "import Synchronization\n\(observer)\nlet data")
        .replacing("LAST", with: "(epochs.withLock { $0.count }, LAST)"),
    ]
    for last in ["1", "2"] {
      for (name, text) in lessons {
        try place.write(text.replacing("LAST", with: last), to: "lessons/en/\(name).md")
      }
      let built = try await place.lessons("build")
      #expect(built.status == 0, "\(built.errors)")
      // Once for each of 60 · 20 steps, and once for the history of each epoch.
      #expect(try place.read("output/en/a.md").contains("(1260, \(last))"))
      #expect(try place.read("output/en/b.md").contains("(60, \(last))"))
    }
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("A page that says where its code stands says so after an edit of prose, too")
  func places() async throws {
    let place = try Workplace()
    let text =
      "In `{swift-dt} Flatten().location.line`.\n\n```swift-dt\nprint(#fileID, Flatten().location.line, Dense(2))\n```\n"
    for prose in ["", "Prose.\n\n", "Prose.\n\nMore.\n\n"] {
      try place.write(prose + text, to: "lessons/en/a.md")
      #expect(try await place.lessons("build").status == 0)
      let lines = prose.count { $0 == "\n" }
      let page = try place.read("output/en/a.md")
      #expect(page.contains("In \(lines + 1)."), "\(page)")
      #expect(page.contains("a.md \(lines + 4) Dense("), "\(page)")
      #expect(try await place.lessons("check").status == 0)
    }
  }

  @Test("A result that is kept is used: the training itself does not run")
  func trainingIsRead() async throws {
    let place = try Workplace()
    // The training would take longer than the lesson may.
    try place.write("---\ntimeout: 60\n---\n" + training(epochs: 1_500, after: "1"), to: "lessons/en/a.md")
    #expect(try await place.lessons("build").status == 0)
    try place.write("---\ntimeout: 2\n---\n" + training(epochs: 1_500, after: "2"), to: "lessons/en/a.md")
    #expect(try await place.lessons("build").status == 0)
    #expect(try await place.lessons("check").remarks.contains { $0.contains("took longer than 2 s") })
  }

  @Test("What a lesson leaves in the place of trainings is taken only if it is what it says")
  func hostileTrainings() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      let name = String(repeating: "a", count: 64)
      try FileManager.default.createDirectory(atPath: ".trainings", withIntermediateDirectories: true)
      try Data("nonsense".utf8).write(to: URL(filePath: ".trainings/\\(name)"))
      try FileManager.default.createSymbolicLink(
        atPath: ".trainings/" + String(repeating: "b", count: 64), withDestinationPath: "/etc/passwd")
      mkfifo(".trainings/" + String(repeating: "c", count: 64), 0o600)
      ```
      """, to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(place.files(below: ".lessons/trainings").isEmpty)
  }
}
