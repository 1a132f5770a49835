import Foundation
import Testing

@testable import LessonBuilding
@testable import LessonConfinement
@testable import LessonCore
@testable import LessonExecution
@testable import LessonReading

@Suite("A comment that reads as a value")
struct ValueCommentTests {
  /// Checks a document whose comments are read as values.
  private func check(_ text: String, _ change: (inout ProjectSettings.Documents) -> Void = { _ in })
    async throws
    -> LessonReport
  {
    let place = try Workplace()
    try place.write(text, to: "x.md")
    let runner = Workplace.executable
    let toolchain = try await Toolchain.find(path: ProcessInfo.processInfo.environment["PATH"])
    let cache = try ModuleCache.makeFolder(
      in: runner.deletingLastPathComponent().appending(path: "lessons-modules"), for: toolchain, by: .none)
    let host = LessonHostFile.beside(runner.path)
    let compiler = Compiler(
      toolchain: toolchain, modules: try ModuleSearch(executable: runner.path), moduleCache: cache,
      host: host,
      confinement: .none)
    let context = BuildContext(
      output: place.url.path + "/output", cache: .none, data: "data", jobs: 2, confinement: .none,
      reader: LessonReader(executable: runner.path, confinement: .none)
    ) {
      LessonRunner(compiler: compiler, host: host, maxTimeout: 60)
    }
    var rules = ProjectSettings.Documents(files: [])
    rules.valueComments = true
    change(&rules)
    let path = place.url.appending(path: "x.md").path
    let file = DocumentFile(file: LessonFile(path: path, language: "", name: path), rules: rules)
    var reports: [LessonReport] = []
    let checker = DocumentChecker(context, twice: true, accepts: false)
    let problems = try await checker.check([file], afterLessons: false) { reports.append($0) }
    #expect(problems == [])
    return try #require(reports.first)
  }

  private static let guide = """
    ```swift
    import Foundation
    let numbers = [10, 20, 30, 10, 40, 40]
    let chunks = numbers.split(separator: 10)
    // [[20, 30], [40, 40]]
    let pairs = zip(numbers, "abc")  // [(10, "a"), (20, "b"), (30, "c")]
    numbers.lazy.filter { $0 > 20 }
    // [30,
    //  40, 40]
    numbers.firstIndex(of: 30)  // Optional(2)
    numbers.first  // the first one
    Set(numbers)
    // [40, 10, 20, 30]
    print(numbers.count)
    // 6
    var sorted = numbers
    sorted.sort()
    // sorted == [10, 10, 20, 30, 40, 40]
    sorted.removeLast()
    // 40
    numbers.starts(with: [10])
    // true
    Date(timeIntervalSince1970: 0) < Date()  // true
    sequence(first: 1) { $0 * 2 }.prefix(3)
    // [1, 2, 4]
    ```
    """

  @Test("states the value of what stands before it, as guides write it")
  func holds() async throws {
    let report = try await check(Self.guide)
    #expect(report.diagnostics.map(\.message) == [])
    #expect(report.holding == 11)
  }

  @Test("is an error where it states another value")
  func wrong() async throws {
    let report = try await check(
      """
      ```swift
      let a = [1, 2].map { $0 * 2 }
      // [2, 5]
      a.count  // 3
      print(a.count)
      // 3
      var b = a
      b.append(1)
      // b == [2]
      ```
      """)
    #expect(report.diagnostics.map { $0.range?.lowerBound.line } == [3, 4, 6, 9])
    #expect(
      report.diagnostics.map(\.message) == [
        "this comment states '[2, 5]', but the value is '[2, 4]'",
        "this comment states '3', but the value is '2'",
        "this comment states other text than the code prints: '3' is stated, '2' is printed",
        "this comment states '[2]', but the value is '[2, 4, 1]'",
      ])
  }

  @Test("belongs to the program of its block, heading or page")
  func isolation() async throws {
    let text = "```swift\nlet a = 1 // 1\n```\n# B\n```swift\nlet a = 2 // 2\n```\n"
    #expect(try await check(text) { $0.isolation = .heading }.holding == 2)
    #expect(try await check(text) { $0.isolation = .block }.holding == 2)
    #expect(try await check(text).holding == 2)
  }

  @Test("is reported with what became of it")
  func outcomes() async throws {
    let report = try await check(
      """
      ```swift
      let a = 1 // 1
      a + 1 // 3
      func f() { 4 // 4
      }
      if a == 2 { a // 1
      }
      ```
      ```swift
      let b: Int = a // 1
      let c: Int = "" // 2
      ```
      ```swift
      // skip
      a // 1
      ```
      """
    ) { $0.skip = ["skip"] }
    #expect(
      report.statements.map { "\($0.place.lowerBound.line) \($0.text) \($0.outcome.rawValue)" } == [
        "2 1 holds", "3 3 wrong", "4 4 not read", "6 1 not reached", "10 1 cannot run", "11 2 cannot run",
        "15 1 skipped",
      ])
    #expect(
      report.statements.map(\.reason) == [
        nil, "this comment states '3', but the value is '2'", nil,
        "this expectation was not checked: the program does not come to its line",
        "cannot convert value of type 'String' to specified type 'Int'",
        "cannot convert value of type 'String' to specified type 'Int'", nil,
      ])
  }
}
