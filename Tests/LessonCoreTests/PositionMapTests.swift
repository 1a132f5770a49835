import Testing

@testable import LessonCore

@Suite("From a place in the program to one in the lesson")
struct PositionMapTests {
  /// `let a = 1; a` on line 4, from column 3 on, with our call in front of its second half.
  private let map: PositionMap = {
    let line = Block.Line(text: "let a = 1; a", start: SourcePosition(line: 4, column: 3))
    var map = PositionMap()
    map.add(line, columns: 0..<12, from: 0)
    map.add(line, columns: 12..<24, from: 11, isPinned: true)
    map.add(line, columns: 24..<26, from: 11)
    return map
  }()

  @Test(
    "columns of the author's code go along, those of ours all stand for the place in front of which it is")
  func columns() {
    let columns = (1...26).map { map.position(line: 4, column: $0)?.column }
    #expect(columns == Array(3...14) + Array(repeating: 14, count: 12) + [14, 15])
    #expect((1...26).filter { map.isOurs(line: 4, column: $0) } == Array(13...24))
  }

  @Test("what is beyond a line stands at its end, before it at its beginning, and other lines nowhere")
  func outside() {
    #expect(map.position(line: 4, column: 99) == SourcePosition(line: 4, column: 15))
    #expect(map.position(line: 4, column: 0) == SourcePosition(line: 4, column: 3))
    #expect(!map.isOurs(line: 4, column: 99))
    #expect(map.position(line: 5, column: 1) == nil)
    #expect(map.isOurs(line: 5, column: 1))
  }

  @Test("a part is of the author's code alone, up to its end, and says what it is")
  func parts() {
    #expect(map.part(line: 4, columns: 5..<6)?.text == "a")
    #expect(map.part(line: 4, columns: 5..<6)?.range.lowerBound == SourcePosition(line: 4, column: 7))
    #expect(map.part(line: 4, columns: 13..<13)?.range.upperBound == SourcePosition(line: 4, column: 15))
    #expect(map.part(line: 4, columns: 25..<26)?.range.lowerBound == SourcePosition(line: 4, column: 14))
    for columns in [12..<15, 13..<14, 26..<28, 0..<1] { #expect(map.part(line: 4, columns: columns) == nil) }
    #expect(map.part(line: 5, columns: 1..<2) == nil)
  }

  @Test("a column is free behind all that a line holds")
  func free() {
    #expect(map.freeColumn(line: 4) == 26)
    #expect(map.freeColumn(line: 5) == 0)
  }
}
