import Testing

@testable import LessonDisplay

@Suite("A shown value")
struct ValueTextTests {
  struct Point {
    var x: Double
    var y: Double?
    var name = "a"
  }

  enum Shape {
    case none
    case circle(radius: Double)
    case pair(Double, Int)
    case labelled(String)
  }

  struct Described: CustomStringConvertible {
    var description: String { "as it says" }
  }

  private func expect(
    _ value: Any, isShownAs text: String, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(shown(of: value) == .text(text), sourceLocation: location)
  }

  @Test("is an exact integer, a float of four digits, a string as it is")
  func scalars() {
    expect(1_234_567, isShownAs: "1234567")
    expect(UInt64.max, isShownAs: "18446744073709551615")
    expect(0.123456, isShownAs: "0.1235")
    expect(Float(0.1), isShownAs: "0.1")
    expect("tekst \"ą\"\n", isShownAs: "tekst \"ą\"\n")
    expect(true, isShownAs: "true")
    expect(0..<3, isShownAs: "0..<3")
  }

  @Test("follows the rule of its elements in arrays, tuples and Optionals")
  func containers() {
    expect([0.123456, 1], isShownAs: "[0.1235, 1]")
    expect(["a, b", "c"], isShownAs: #"["a, b", "c"]"#)
    expect([0.123456, 1][...], isShownAs: "[0.1235, 1]")
    expect((0.123456, 2), isShownAs: "(0.1235, 2)")
    expect((loss: 0.123456, "x"), isShownAs: #"(loss: 0.1235, "x")"#)
    expect(Optional(0.123456) as Any, isShownAs: "0.1235")
    expect(Double?.none as Any, isShownAs: "nil")
    expect(Double??.some(nil) as Any, isShownAs: "nil")
    expect([0.5, nil], isShownAs: "[0.5, nil]")
  }

  @Test("has sets and dictionaries in the order of their elements, numbers by value")
  func order() {
    expect(Set([10, 9, -2, 100]), isShownAs: "[-2, 9, 10, 100]")
    expect(["b": 0.123456, "a": 2, "ą": 1], isShownAs: #"["a": 2, "b": 0.1235, "ą": 1]"#)
    expect([10: "x", 9: "y"], isShownAs: #"[9: "y", 10: "x"]"#)
    expect([Int: Int](), isShownAs: "[:]")
    expect(["b": 1, "a": 2] as KeyValuePairs, isShownAs: #"["b": 1, "a": 2]"#)
  }

  @Test("is described by itself, or by its members")
  func structures() {
    expect(Described(), isShownAs: "as it says")
    expect(Point(x: 0.123456, y: nil), isShownAs: #"Point(x: 0.1235, y: nil, name: "a")"#)
    expect(
      [Shape.none, .circle(radius: 0.123456), .pair(1, 2), .labelled("a")],
      isShownAs: #"[none, circle(radius: 0.1235), pair(1, 2), labelled("a")]"#)
  }

  @Test("loses its middle when it is a long list, and says how long it is")
  func longLists() {
    expect(Array(1...20), isShownAs: "[\((1...20).map(String.init).joined(separator: ", "))]")
    expect(Array(1...21), isShownAs: "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …, 19, 20, 21] (21 elements)")
  }

  @Test("stands in rows when it is a matrix too wide for a line")
  func matrices() {
    expect([[1, 2], [3, 4]], isShownAs: "[[1, 2], [3, 4]]")
    let row = [Double](repeating: 0.123456, count: 5)
    let text = "[0.1235, 0.1235, 0.1235, 0.1235, 0.1235]"
    expect([row, row], isShownAs: "[\(text),\n \(text)]")
  }

  @Test("is a group when it is a list of things that show themselves")
  func groups() {
    let table = Table(columns: ["a"], rows: [[1]])
    #expect(shown(of: [table, table]) == .group([.table(table), .table(table)]))
    #expect(shown(of: Optional(table) as Any) == .table(table))
  }
}
