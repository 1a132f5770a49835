import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonExecution

@Suite("What the compiler says")
struct CompilerOutputTests {
  private let source: GeneratedSource

  init() throws { source = try program("```swift-dt\nlet a = 1\nlet b = 2\n```\n").source(for: .running) }

  private func diagnostics(_ text: String) -> [Diagnostic] {
    CompilerOutput(text).diagnostics(in: source)
  }

  @Test("Errors come in the order of the text, notes stay with theirs, excerpts are not read")
  func order() {
    let found = diagnostics(
      """
      x.md:3:5: error: second
      let b = 2
          ^
      x.md:2:1: note: of the second
      x.md:2:5: error: first: with a colon
      let a = 1
          ^
      """)
    #expect(found.map(\.message) == ["first: with a colon", "second"])
    #expect(found.map { $0.range?.lowerBound } == [.init(line: 2, column: 5), .init(line: 3, column: 5)])
    #expect(found[1].notes.map(\.message) == ["of the second"])
  }

  @Test("Notes and warnings about our own code do not reach the author, errors do")
  func generated() {
    let found = diagnostics(
      """
      main.swift:5:1: warning: will never be executed
      x.md:2:1: note: a call to a never-returning function
      x.md:2:5: error: theirs
      main.swift:1:1: note: ours
      main.swift:4:1: error: ours
      """)
    #expect(found.map(\.message) == ["ours", "theirs"])
    #expect(found.map(\.notes) == [[], []])
    #expect(found[0].range == nil)
  }

  @Test("The group of a warning is not part of its text")
  func groups() {
    #expect(
      diagnostics("x.md:2:5: warning: expression of type 'Int' is unused [#no-usage]").map(\.message)
        == ["expression of type 'Int' is unused"])
  }

  @Test("What Swift 6 would refuse is not said in the mode of Swift 5, errors are")
  func modes() throws {
    let text = """
      x.md:2:5: warning: instance method 'lock' is unavailable; this is an error in the Swift 6 language mode
      x.md:2:5: note: of the first
      x.md:2:6: warning: main actor-isolated var 'a' can not be referenced from a nonisolated context
      x.md:2:7: warning: unused
      x.md:2:8: error: main actor-isolated var 'a' can not be referenced from a nonisolated context
      """
    #expect(diagnostics(text).map(\.message).map { $0.prefix(10) } == ["unused", "main actor"])
    #expect(diagnostics(text).allSatisfy { $0.notes.isEmpty })
    let strict = try program("---\nswift: 6\n---\n\n```swift-dt\nlet a = 1\n```\n").source(for: .running)
    #expect(CompilerOutput(text.replacing("x.md:2", with: "x.md:6")).diagnostics(in: strict).count == 4)
  }

  @Test("An error without a place is one of the file")
  func unknown() {
    let found = diagnostics("<unknown>:0: error: cannot open")
    #expect(found.map(\.message) == ["cannot open"])
    #expect(found[0].range == nil)
  }
}
