import Testing

@testable import LessonKit

@Suite("The words of Swift")
struct SwiftMarksTests {
  /// Expects the kinds of a piece of code, one letter for each byte: as in style sheets, `-` for the plain.
  private func check(_ code: String, _ kinds: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let letters = SwiftMarks(Array(code.utf8)).parts.map { part -> String in
      let letter =
        switch part.kind {
        case .plain: "-"
        case .keyword: "k"
        case .type: "t"
        case .string: "s"
        case .number: "n"
        case .comment: "c"
        case .attribute: "a"
        }
      return String(repeating: letter, count: part.range.count)
    }
    #expect(letters.joined() == kinds, sourceLocation: sourceLocation)
  }

  @Test("are told apart by their kind")
  func kinds() {
    check("let x: Int = 1 // c", "kkk----ttt---n-cccc")
    check("@main struct A {}", "aaaaa-kkkkkk-t---")
    check("#if os(Linux)", "kkk----ttttt-")
    check("/* a /* b */ c */ d", "ccccccccccccccccc--")
    check("func `in`(_ x: some P)", "kkkk-----------kkkk-t-")
  }

  @Test("are keywords only where Swift takes them for such")
  func keywords() {
    check("f(in: x, for: y)", "----------------")
    check("func f(in x: A)", "kkkk---------t-")
    check("x.default; self.init()", "----------" + "-kkkk-kkkk--")
    check("default: break", "kkkkkkk--kkkkk")
    check("if let a, let b: C", "kk-kkk----kkk----t")
    check("let prefix = some", "kkk--------------")
    check("any P; lazy var x", "kkk-t--kkkk-kkk--")
    check("var x: A { get { 1 } }", "kkk----t---kkk---n----")
    check("get()", "-----")
    check("map { prefix in 1 }", "-------------kk-n--")
    check("0..<Self.x", "n---kkkk--")
  }

  @Test("in strings are text, but for interpolations")
  func strings() {
    check(#""a\"b" c"#, "ssssss--")
    check(#""a \(b + "c\(1)") d""#, "sss------ss--n-s-sss")
    check(##"#"a\(b)\#(c)"#"##, "sssssss-----ss")
    check("\"\"\"\n\"a\"\n\"\"\"+1", "sssssssssss-n")
    check("\"a\nlet", "ss-kkk")
    check("#/a\"b/#", "sssssss")
    check("\"\\(", "s--")
  }

  @Test("are numbers with all that belongs to them")
  func numbers() {
    check("1...5", "n---n")
    check("1_000.5e-3+2", "nnnnnnnnnn-n")
    check("0x1F-1 0xE-1", "nnnn-n-nnn-n")
    check("x.0 $0 a1", "--n------")
  }

  @Test(
    "cover the code without gaps, whatever it is",
    arguments: [
      "", "\"", "#", "/*", "`", "\\(", "#\"\\#(", "\"\"\"\\", "0x", "ą\u{301}\"ż\\(ł)", "@", "#/", "))((",
    ])
  func gaps(_ code: String) {
    for length in 0...code.utf8.count {
      let bytes = Array(code.utf8.prefix(length))
      var next = 0
      for part in SwiftMarks(bytes).parts {
        #expect(part.range.lowerBound == next && !part.range.isEmpty)
        next = part.range.upperBound
      }
      #expect(next == bytes.count)
    }
  }
}
