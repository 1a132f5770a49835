import Foundation
import LessonTestSupport
import Testing

@testable import LessonReading
@testable import LessonRendering

@Suite("The words of Swift")
struct SwiftMarksTests {
  /// Expects the kinds of a piece of code, one letter for each byte: as in style sheets, `-` for the plain.
  private func check(_ code: String, _ kinds: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let letters = SwiftMarks(code).marks.map { String(repeating: $0.kind ?? "-", count: $0.length) }
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
    #expect(SwiftMarks(code).marks.allSatisfy { $0.length > 0 })
    #expect(SwiftMarks(code).marks.reduce(0) { $0 + $1.length } == code.utf8.count)
  }

  @Test("are remembered for the code that a page has, and not parsed again")
  func memory() {
    var memory = ReaderMemory()
    func marks(of codes: [String]) -> [SwiftMarks] {
      let remembered = RememberedMarks(memory)
      defer { memory.marks = remembered.used }
      return codes.map(remembered.marks)
    }
    let (one, two) = ("let x: Int = 1", "let y = 2")
    #expect(marks(of: [one, two]) == [SwiftMarks(one), SwiftMarks(two)])
    #expect(memory.marks.count == 2)
    memory.marks = memory.marks.mapValues { _ in .none(of: one) }
    #expect(marks(of: [one]) == [.none(of: one)])
    #expect(memory.marks.count == 1)
    #expect(marks(of: [two]) == [SwiftMarks(two)])
  }
}
