import Foundation
import Testing

/// Swift as it is written in books: each lesson in `Tests/PlainSwift` has its blocks' output below them.
@Suite("Plain Swift compiles, and prints what it prints elsewhere")
struct PlainSwiftTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "PlainSwift")

  private static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".md") }
      .sorted()
  }

  @Test("The lessons are there")
  func some() { #expect(Self.names.count >= 10) }

  @Test("Each block prints what the text below it says, and the compiler warns of nothing", arguments: names)
  func prints(name: String) async throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let place = try Workplace()
    try place.write(text, to: name)
    let result = try await place.lessons("run", name)
    #expect(result.output == Self.expected(of: text, name: name))
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  /// What `lessons run` writes for blocks that are followed by a fence of text.
  private static func expected(of text: String, name: String) -> String {
    var parts: [String] = []
    var opening = 0
    var isText = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```swift-dt") { opening = index + 1 }
      if line == "```" { isText = false }
      if isText { parts[parts.count - 1] += line + "\n" }
      if line == "```text" {
        isText = true
        parts.append("\(name):\(opening)\n")
      }
    }
    return parts.joined(separator: "\n")
  }
}

@Suite("Rules of the whole program")
struct ProgramRulesTests {
  @Test("Types and functions may be used by blocks above them, variables may not")
  func order() async throws {
    try await check(
      """
      ```swift-dt
      class Person { var home: Residence? }
      let john = Person()
      func size() -> Int { john.home?.rooms ?? 0 }
      ```

      ```swift-dt fail
      let rooms: Int = john.home.rooms
      ```

      ```swift-dt
      size() + twice(2)
      ```

      ```swift-dt
      class Residence { var rooms = 2 }
      func twice(_ n: Int) -> Int { 2 * n }
      john.home = Residence()
      size()
      ```
      """,
      prints: """
        x.md:7
        error: value of optional type 'Residence?' must be unwrapped to refer to member 'rooms' of wrapped base type 'Residence'

        x.md:11
        4

        x.md:15
        2
        """)
    try await check(
      """
      ```swift-dt
      func size() -> Int { rooms }
      ```

      ```swift-dt
      size()
      ```

      ```swift-dt
      let rooms = 2
      ```
      """,
      fails: "6:1: error: 'size' uses 'rooms' before it is declared", "10:5: note: 'rooms' is declared here")
  }

  @Test(
    "A block that is compiled apart knows extensions of later blocks where earlier ones need them, and only there"
  )
  func extensions() async throws {
    try await check(
      """
      ```swift-dt
      struct P { var x: Int }
      ```

      ```swift-dt fail
      P(x: 1) == P(x: 1)
      ```

      ```swift-dt
      func twins() -> Bool { P(x: 1).isTwin(of: P(x: 1)) }
      ```

      ```swift-dt fail
      let n: Int = twins()
      ```

      ```swift-dt
      extension P: Equatable { func isTwin(of other: P) -> Bool { self == other } }
      twins()
      ```
      """,
      prints: """
        x.md:5
        error: referencing operator function '==' on 'Equatable' requires that 'P' conform to 'Equatable'

        x.md:13
        error: cannot convert value of type 'Bool' to specified type 'Int'

        x.md:17
        true
        """)
  }

  @Test("A 'defer' runs at the end of its block, after what the block shows, the last one first")
  func defers() async throws {
    try await check(
      """
      ```swift-dt
      var log = ["open"]
      defer { log.append("closed"); print("closed", log.count) }
      defer { print("first", step) }
      func f() { defer { print("f") }; print("in f") }
      f()
      let step = 2
      log
      ```

      ```swift-dt nest
      defer { print("nest") }
      print("work")
      log
      ```

      ```swift-dt crash
      defer { print("unwound") }
      throw CancellationError()
      ```
      """,
      prints: """
        x.md:1
        in f
        f
        ["open"]
        first 2
        closed 2

        x.md:11
        work
        ["open", "closed"]
        nest

        x.md:17
        unwound
        Error: CancellationError()
        """)
  }

  @Test("What is wrong in a 'defer' is said at its place")
  func wrongDefer() async throws {
    try await check(
      """
      ```swift-dt
      struct Gone: Error {}
      print("ü"); defer { throw Gone() }
      defer { let n: Int = "x" }
      print("work")
      ```
      """,
      fails: "3:21: error: errors cannot be thrown out of a defer body",
      "4:22: error: cannot convert value of type 'String' to specified type 'Int'")
  }

  @Test("Imports may stand in any block")
  func imports() async throws {
    try await check(
      """
      ```swift-dt nest
      print(1)
      import struct Foundation.Date
      print(Date(timeIntervalSince1970: 0).timeIntervalSince1970)
      ```

      ```swift-dt crash
      @preconcurrency import Foundation
      let q = 1
      fatalError("stop \\(q)")
      ```

      ```swift-dt crash
      private import Foundation
      let q = 2
      fatalError("stop \\(q)")
      ```

      ```swift-dt fail nest
      import RegexBuilder
      let n: Int = "x"
      ```

      ```swift-dt compile-only nest
      #if canImport(Foundation)
      import Foundation
      #endif
      let n = sqrt(2)
      _ = n
      ```

      ```swift-dt
      let q = 3
      q
      ```
      """,
      prints: """
        x.md:1
        1
        0.0

        x.md:7
        Fatal error: stop 1

        x.md:13
        Fatal error: stop 2

        x.md:19
        error: cannot convert value of type 'String' to specified type 'Int'

        x.md:32
        3
        """)
    try await check(
      """
      ```swift-dt nest
      let a = 1
      print(a); import NoSuchModule
      ```
      """,
      fails: "3:18: error: no such module 'NoSuchModule'")
  }

  @Test("'swift: 6' looks for data races, the default does not")
  func modes() async throws {
    let code = """
      ```swift-dt
      class Counter { var n = 0 }
      var counter = Counter()
      Task.detached { counter.n += 1 }
      await Task.yield()
      ```
      """
    let place = try Workplace()
    try place.write(code, to: "five.md")
    try place.write("---\nswift: 6\n---\n\n" + code, to: "six.md")
    let five = try await place.lessons("run", "five.md")
    #expect(five.status == 0 && five.errors == "")
    let six = try await place.lessons("run", "six.md")
    #expect(six.status == 1 && six.remarks.first?.hasPrefix("six.md:8:17: error: ") == true, "\(six.errors)")
  }
}
