import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonReading

@Suite("Swift that was made to be hard to read")
struct HostileSwiftTests {
  /// A shape of code that takes a parser exponential time, or nests until its stack ends.
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    /// What is said of it; `nil` when it may also be read.
    var refusal: String?

    init(_ name: String, _ code: String, refused refusal: String? = nil) {
      testDescription = name
      self.code = code
      self.refusal = refusal
    }

    /// A piece again and again between two ends.
    init(_ name: String, _ count: Int, _ piece: String, around middle: String, _ end: String = "") {
      let closing = String(repeating: end, count: count)
      self.init(name, String(repeating: piece, count: count) + middle + closing)
    }
  }

  private static let shapes: [Shape] = [
    .init(
      "types of arrays in arrays",
      "let x: " + String(repeating: "[", count: 24) + "Int" + String(repeating: "]", count: 24) + " = []",
      refused: "this Swift code takes too long to read"),
    .init("try", 3_750, "try ", around: "a()"),
    .init("await", 20_000, "await ", around: "a()"),
    .init("conditions", 2_031, "#if true\n", around: "a()", "\n#endif"),
    .init("self of self", 1, "a", around: String(repeating: ".self", count: 20_000)),
    .init("else if", 1, "if a {}", around: String(repeating: " else if a {}", count: 20_000)),
    .init("ternaries", 20_000, "a ? b : ", around: "c"),
    .init("optionals", 1, "let a: Int", around: String(repeating: "?", count: 20_000)),
    .init("calls of methods", 1, "a", around: String(repeating: ".b()", count: 20_000)),
    .init("subscripts", 1, "a", around: String(repeating: "[0]", count: 20_000)),
    .init("closures", 5_000, "{ ", around: "1", " }"),
    .init("parentheses", 5_000, "(", around: "1", ")"),
    .init("arrays", 5_000, "[", around: "1", "]"),
    .init("prefix operators", 20_000, "- ", around: "1"),
    .init("binary operators", 1, "1", around: String(repeating: " + 1", count: 20_000)),
    .init("functions in functions", 3_000, "func f() {\n", around: "a()", "\n}"),
    .init("types in types", 3_000, "struct A {\n", around: "", "\n}"),
    .init("strings in strings", 2_000, "\"\\(", around: "1", ")\""),
    .init("comments in comments", 100_000, "/*", around: "a", "*/"),
    .init("arrows", 5_000, "(Int) -> ", around: "Int"),
    .init("generic arguments", 3_000, "A<", around: "Int", ">"),
    .init("attributes", 20_000, "@a ", around: "func f() {}"),
    .init("regular expressions", 5_000, "/a(", around: "b", ")/"),
    .init("raw strings", "let a = " + String(repeating: "#", count: 500_000) + "\"\""),
  ]

  @Test("is read, or refused in one lesson alone, within the limits of a reader", arguments: shapes)
  func shape(_ shape: Shape) async throws {
    let text = "# A\n\n```swift-dt\n\(shape.code)\n```\n"
    let file = LessonFile(path: "x.md", language: "en", name: "x")
    let source = LessonSource(file: file, bytes: Data(text.utf8), translation: nil)
    let reading = try await RememberingReader(LessonReader.built, .none).read(source, nil, isFresh: true)
    let errors = reading.diagnostics.filter { $0.severity == .error }.map(\.shortForm)
    if let refusal = shape.refusal {
      #expect(errors.count == 1 && errors[0].hasPrefix("3:1: error: \(refusal)"), "\(errors)")
    }
    #expect(!errors.contains { $0.contains("what reads it fails") }, "\(errors)")
    let other = LessonSource(file: file, bytes: Data("# B\n".utf8), translation: nil)
    #expect(
      try await RememberingReader(LessonReader.built, .none).read(other, nil, isFresh: true).lesson != nil)
  }
}
