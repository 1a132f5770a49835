import DeepTraining
import Foundation
import Testing

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
    #expect(!place.files(below: ".lessons").isEmpty)
    #expect(try await place.lessons("clean").status == 0)
    #expect(place.files(below: ".lessons").isEmpty)
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

  @Test("Quiet leaves out warnings and notes, also of what is accepted")
  func quietRemarks() async throws {
    let place = try Workplace()
    let text = "# A\n\n[b](nowhere.md)\n\n```swift-dt\n1 + 1  // => 3\n```\n"
    try place.write(text, to: "lessons/en/a.md")
    let build = try await place.lessons("check", "--accept")
    #expect(build.errors.contains("note: "))
    try place.write(text, to: "lessons/en/a.md")
    let quiet = try await place.lessons("check", "--accept", "--quiet")
    #expect(!quiet.errors.contains("note: ") && !quiet.errors.contains("warning: "), "\(quiet.errors)")
    #expect(try place.read("lessons/en/a.md").contains("// => 2"))
  }

  @Test("An interrupt says what is kept, ends the lesson's process too and leaves nothing behind")
  func interrupt() async throws {
    let place = try Workplace()
    let mark = place.url.lastPathComponent
    try place.write("```swift-dt\nwhile true {}\n```\n", to: "lessons/en/a.md")
    let process = Process()
    process.executableURL = Workplace.executable
    process.arguments = ["build"]
    process.currentDirectoryURL = place.url
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": place.url.path]) { $1 }
    let said = place.url.appending(path: "said")
    try Data().write(to: said)
    process.standardError = try FileHandle(forWritingTo: said)
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
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
    #expect(children().isEmpty)
    #expect(
      try place.read("said") == "Stopped before any lesson was done; all pages are as they were\n")
    let left = try FileManager.default.contentsOfDirectory(atPath: place.url.path)
    #expect(Set(left).isSubset(of: ["lessons", ".lessons", "said"]))
  }
}
