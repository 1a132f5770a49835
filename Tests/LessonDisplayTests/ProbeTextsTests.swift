import Testing

@testable import LessonProbes

@Suite("The texts of a value at an expectation")
struct ProbeTextsTests {
  private struct Point: Equatable { var x = 1, y = ["a"] }
  private enum Color { case red }

  private func literal(_ value: some Any) -> String? { _LessonProbes.Texts(of: value).literal }

  @Test("are those that Swift gives")
  func descriptions() {
    let texts = _LessonProbes.Texts(of: "a")
    #expect(texts.description == "a" && texts.debugDescription == "\"a\"" && !texts.isCut)
  }

  @Test("have the form of a literal, whatever types the parts have")
  func literals() {
    #expect(literal([1, 2].dropFirst()) == "[2]")
    #expect(literal(["a b"].map { $0.split(separator: " ") }) == "[[\"a\", \"b\"]]")
    #expect(literal(zip([1], "a")) == "[(1, \"a\")]")
    #expect(literal((x: 1, y: Optional(2))) == "(x: 1, y: 2)")
    #expect(literal(Int?.none) == "nil" && literal(Int??.some(3)) == "3")
    #expect(literal([Int: Int]()) == "[:]" && literal([1: ["a"]]) == "[1: [\"a\"]]")
    #expect(literal([Color.red]) == "[red]" && literal(()) == "()")
    #expect(literal(stride(from: 1, to: 6, by: 2)) == "[1, 3, 5]")
  }

  @Test("of sets and dictionaries have their parts without an order")
  func unordered() {
    #expect(_LessonProbes.Texts(of: Set([1, 2])).unorderedParts?.sorted() == ["1", "2"])
    #expect(_LessonProbes.Texts(of: ["a": 1]).unorderedParts == ["\"a\": 1"])
    #expect(_LessonProbes.Texts(of: [1]).unorderedParts == nil)
  }

  @Test("are bounded: endless sequences, long texts and deep values have no literal")
  func bounds() {
    struct Endless: Sequence {
      func makeIterator() -> AnyIterator<Int> { AnyIterator { 1 } }
    }
    #expect(literal(Endless()) == nil && literal(Array(0..<2_000)) == nil)
    #expect(literal([String(repeating: "a", count: 100_000)]) == nil)
    var deep: Any = 1
    for _ in 0..<100 { deep = [deep] }
    #expect(literal(deep) == nil)
    let long = _LessonProbes.Texts(of: String(repeating: "ä", count: 100_000))
    #expect(long.isCut && long.description.utf8.count <= 64 << 10)
  }

  @Test("never take elements from an iterator, which the program could miss")
  func iterators() {
    var iterator = [1, 2].makeIterator()
    let any = AnyIterator { iterator.next() }
    _ = _LessonProbes.Texts(of: any)
    #expect(any.next() == 1)
  }
}
