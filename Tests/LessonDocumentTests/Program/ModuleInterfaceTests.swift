import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonProgram

@Suite("What a module's sources say of it")
struct ModuleInterfaceTests {
  private func use(_ code: String) throws -> CodeUse {
    try program("```swift-dt\n\(code)\n```\n").use
  }

  @Test("Names are those of declarations outside of functions, imports those of any branch")
  func names() {
    let interface = ModuleInterface(of: [
      """
      import Foundation
      #if os(Linux)
        import struct Matrix.Row
      #endif
      let (a, b) = (1, 2)
      infix operator <+>
      struct S { var c: Int { let local = 1; return local } ; struct T {} ; static func <+> (x: S, y: S) -> S { x } }
      """, "enum E { case one(Int), `default` }\nfunc f() { func inner() {} }\nextension S { func g() {} }",
    ])
    #expect(interface.names == ["<+>", "E", "S", "T", "a", "b", "c", "default", "f", "g", "one"])
    #expect(interface.imports == ["Foundation", "Matrix"])
    #expect(!interface.reachesUnnamed)
  }

  @Test(
    "It reaches code that mentions no name of it by whatever the compiler can choose itself",
    arguments: [
      "extension Array { init(own: Int) { self = [] } }", "extension Int: Own {}\nprotocol Own {}",
      "extension Swift.Int {}", "func + (a: [Int], b: Int) -> [Int] { a }",
      "func ~= (a: Int, b: String) -> Bool { true }", "typealias FloatLiteralType = Float",
      "@_dynamicReplacement(for: f()) func g() {}", "func _lessonShow(_ value: Int) {}",
      "struct A {}\n#if true\nextension B {}\n#endif",
    ])
  func unnamed(source: String) { #expect(ModuleInterface(of: [source]).reachesUnnamed) }

  @Test("Its own types need a name of it")
  func own() {
    let source = """
      public struct A: Hashable { struct B {} }
      extension A: CustomStringConvertible { var description: String { "" } }
      extension A.B { init?(text: String) { return nil } }
      func == (a: A, b: Int) -> Bool { a == b }
      """
    #expect(ModuleInterface(of: [source]).reachesUnnamed)
    #expect(!ModuleInterface(of: [source.replacing(#/func ==.*/#, with: "")]).reachesUnnamed)
  }

  @Test(
    "A program that mentions a name in any way can be decided by the module",
    arguments: [
      "twice(1)", "x.twice", "\"\\(twice(1))\"", "`twice`", "let twice = 1", "a <+> b", "x.map(\\.twice)",
      "#if canImport(twice)\n#endif", "S(twice: 1)",
    ])
  func mentioned(code: String) throws {
    let interface = ModuleInterface(of: ["func twice() {}\ninfix operator <+>"])
    #expect(interface.canDecide(try use("let x = 0, a = 0, b = 0, S = 0\n\(code)")))
  }

  @Test("Comments and texts mention nothing")
  func unmentioned() throws {
    let interface = ModuleInterface(of: ["func twice() {}"])
    #expect(!interface.canDecide(try use("print(\"twice\") // twice")))
    #expect(ModuleInterface(of: ["extension Int {}"]).canDecide(try use("print(1)")))
  }

  @Test("The imports of a program are those that it writes, without parts and those of all lessons")
  func imports() throws {
    #expect(
      try use("import Foundation\nimport struct Matrix.Row\n@testable import Own\n#if x\nimport C.D\n#endif")
        .imports
        == ["C", "Matrix", "Own"])
  }
}
