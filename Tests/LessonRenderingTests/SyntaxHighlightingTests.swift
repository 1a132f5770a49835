import Foundation
import LessonTestSupport
import Testing

@testable import LessonReading
@testable import LessonRendering

@Suite("The words of Swift")
struct SyntaxHighlightingTests {
  /// Expects the kinds of a piece of code, one letter for each byte: as in style sheets, `-` for the plain.
  private func check(_ code: String, _ kinds: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let letters = SyntaxHighlighting(code).runs.map { String(repeating: $0.kind ?? "-", count: $0.length) }
    #expect(letters.joined() == kinds, sourceLocation: sourceLocation)
  }

  @Test("are told apart by their kind")
  func kinds() {
    check("let x: Int = 1 // c", "kkk----ttt---n-cccc")
    check("let y = \"a\" + A()", "kkk-----sss---t--")
    check("@main struct B {}", "aaaaa-kkkkkk-t---")
  }

  @Test("are marked in code that does not compile, too")
  func wrongCode() {
    check("let = 5 let", "kkk---n-kkk")
  }

  @Test(
    "cover the code without gaps, whatever it is",
    arguments: [
      "", "\"", "/*", "`", "\\(", "#\"\\#(", "\"\"\"\\", "0x", "ą\u{301}\"ż\\(ł)", "@", "))((", "\u{0}",
    ])
  func gaps(_ code: String) {
    #expect(SyntaxHighlighting(code).runs.allSatisfy { $0.length > 0 })
    #expect(SyntaxHighlighting(code).runs.reduce(0) { $0 + $1.length } == code.utf8.count)
  }

  @Test("are remembered for the code that a page has, and not parsed again")
  func memory() {
    var memory = ReaderMemory()
    func highlighting(of codes: [String]) -> [SyntaxHighlighting] {
      let remembered = RememberedHighlighting(memory)
      defer { memory.highlighting = remembered.used }
      return codes.map(remembered.highlighting(of:))
    }
    let (one, two) = ("let x: Int = 1", "let y = 2")
    #expect(highlighting(of: [one, two]) == [SyntaxHighlighting(one), SyntaxHighlighting(two)])
    #expect(memory.highlighting.count == 2)
    memory.highlighting = memory.highlighting.mapValues { _ in .none(of: one) }
    #expect(highlighting(of: [one]) == [.none(of: one)])
    #expect(memory.highlighting.count == 1)
    #expect(highlighting(of: [two]) == [SyntaxHighlighting(two)])
  }
}
