import LessonTestSupport
import Testing

@testable import LessonProgram

@Suite("A variable is read after it has a value")
struct NameOrderTests {
  private func problems(_ blocks: String..., options: [String] = [], prose: String = "") throws -> [String] {
    let markdown = blocks.enumerated().map { index, code in
      "```swift-dt \(options.indices.contains(index) ? options[index] : "")\n\(code)\n```\n\n\(index == 0 ? prose : "")\n\n"
    }.joined()
    return Program.make(from: try lesson(markdown)).diagnostics.map(\.message)
  }

  @Test(
    "Parameters, locals, members and labels are other names than those of later blocks",
    arguments: [
      "func f(x: Int) -> Int { x }; f(x: 1)", "for x in 0..<3 { print(x) }",
      "let c = { (x: Int) in x }; c(1)",
      "struct S { var x = 1; func g() -> Int { x } }; S().g()", "func f() { let x = 1; print(x) }; f()",
      "print(point.x)", "print(\\Point.x)", "move(x: 1)", "if let x = Int(\"1\") { print(x) }",
      "enum E { case x }",
      "extension Foo { func g() { self.x } }; Foo().g()", "func f<x>(_ a: x) {}; f(1)",
      "switch 1 { case let x: print(x) }", "do { let x = 1; print(x) }",
    ])
  func shadowed(code: String) throws { #expect(try problems(code, "let x = 1") == []) }

  @Test(
    "A use that runs before the variable's block is found wherever it stands",
    arguments: [
      "print(x)", "for _ in 0..<x {}", "let y = \"\\(x)\"", "let z = [1, x]", "x += 1", "if x > 1 {}",
      "[1].map { $0 + x }", "let x2 = { x }()", "Task { [x] in print(1) }",
      "guard x > 1 else { fatalError() }",
    ])
  func used(code: String) throws {
    #expect(try problems(code, "var x = 1") == ["'x' is used before the block that declares it"])
  }

  @Test(
    "Code that has not run yet may name it",
    arguments: [
      "func f() -> Int { x }", "let c = { x }", "struct S { func g() -> Int { x } }", "func f(a: Int = x) {}",
      "var y: Int { x }", "extension Int { var twice: Int { self * x } }", "class A { init() { print(x) } }",
    ])
  func deferred(code: String) throws { #expect(try problems(code, "var x = 1") == []) }

  @Test(
    "A use through functions, types and closures is found where they are used",
    arguments: [
      ("func f() -> Int { x }", "f()", "f"), ("func f() -> Int { g() }; func g() -> Int { x }", "f()", "f"),
      ("let c = { x }", "c()", "c"), ("var y: Int { x }", "print(y)", "y"),
      ("struct S { func g() -> Int { x } }; let s = S()", "s.g()", "g"),
      ("struct S: Hashable { func g() -> Int { x } }; let s = S()", "s.g()", "g"),
      ("struct S { static func g() -> Int { x } }", "S.g()", "g"),
      ("class A { init() { print(x) } }", "let a = A()", "A"),
      ("class A { init() { print(x) } }", "let a: A = .init()", "init"),
      ("class A { init() { print(x) } }; class B: A {}", "let b = B()", "B"),
      ("struct S { var n = x }", "S()", "S"), ("struct S { subscript(i: Int) -> Int { x } }", "S()", "S"),
      ("struct S { func go() { print(x) }; func run() { go() } }", "S().run()", "run"),
      ("extension Int { var twice: Int { self * x } }", "2.twice", "twice"),
      ("struct S { var k = 1 }; extension S { var q: Int { k * x } }", "S().q", "q"),
      (
        "protocol P {}; extension P { func go() { print(x) } }; struct S: P { func run() { go() } }",
        "S().run()", "run"
      ),
      (
        "extension Array where Element == Double { func mean() -> Double { reduce(0, +) / Double(x) } }",
        "[1.0].mean()", "mean"
      ),
      ("func f(a: Int = x) {}", "f()", "f"), ("var n = 1 { didSet { print(x) } }", "n = 2", "n"),
    ])
  func through(declaration: String, use: String, name: String) throws {
    #expect(try problems(declaration, use, "let x = 1") == ["'\(name)' uses 'x' before it is declared"])
    #expect(try problems(declaration, "let x = 1", use) == [])
  }

  @Test(
    "A member of a type is not the variable of its name, where the type is the lesson's or 'self.' says so")
  func members() throws {
    #expect(
      try problems("struct S { var x = 2 }; extension S { var q: Int { x } }", "S().q", "let x = 1") == [])
    #expect(try problems("extension Array { var q: Int { self.count } }", "[1].q", "let count = 1") == [])
    #expect(try problems("extension Array { var q: Int { count } }", "let count = 1", "[1].q") == [])
  }

  @Test("Types and functions of later blocks are known, also to prose")
  func types() throws {
    #expect(try problems("let a = Later()", "struct Later {}") == [])
    #expect(try problems("var home: Residence?", "class Residence {}", "home = Residence()") == [])
    #expect(try problems("func f(_ a: Later) {}", "struct Later {}") == [])
    #expect(try problems("later()", "func later() {}") == [])
    #expect(try problems("1", "func later() -> Int { 1 }", prose: "`{swift-dt} later()`") == [])
    #expect(
      try problems(
        "1", "let x = 1; func later() -> Int { x }", prose: "`{swift-dt} later()` and `{swift-dt} x`") == [
          "'later' uses 'x' before it is declared", "'x' is used before the block that declares it",
        ])
    // A type that is written after a colon is not made.
    #expect(
      try problems(
        "class P { var home: R? }; let p = P()", "let x = 1; class R { var n = x }", "p.home = R()") == [])
  }

  @Test("Within a block functions may come later, variables may not")
  func within() throws {
    #expect(try problems("f()\nfunc f() {}") == [])
    #expect(try problems("print(x)\nlet x = 1") == ["'x' is used before it is declared"])
    #expect(try problems("func f() -> Int { x }\nf()\nlet x = 1") == ["'f' uses 'x' before it is declared"])
    #expect(try problems("func f() -> Int { x }\nlet x = 1\nf()") == [])
    #expect(try problems("guard let x = Int(\"1\") else { fatalError() }\nprint(x)") == [])
    #expect(try problems("guard let x = Int(\"1\"), x > 0 else { fatalError() }\nprint(x)") == [])
    #expect(try problems("defer { print(x) }\nlet x = 1") == [])
    #expect(
      try problems("defer { print(x) }", "let x = 1") == ["'x' is used before the block that declares it"])
  }

  @Test("A name that an earlier block declares may be declared again, as an overload")
  func overloads() throws {
    #expect(try problems("func f(_ a: Int) {}", "f(1)", "func f(_ a: String) {}") == [])
  }

  @Test(
    "Names of a block that keeps them are its own, from their line on",
    arguments: ["nest", "crash"])
  func kept(option: String) throws {
    #expect(try problems("let x = 1; print(x)", "let x = 2", options: [option]) == [])
    #expect(try problems("func x() {}; x()", "let x = 2", options: [option]) == [])
    #expect(try problems("func f() { print(x) }; let x = 1; f()", "let x = 2", options: [option]) == [])
    #expect(
      try problems("guard let x = Int(\"1\") else { fatalError() }\nprint(x)", "let x = 2", options: [option])
        == [])
    #expect(
      try problems("print(x); let x = 1", "let x = 2", options: [option])
        == ["'x' is used before the block that declares it"])
    #expect(
      try problems("let y = 1", "print(x)", "let x = 2", options: ["", option])
        == ["'x' is used before the block that declares it"])
  }
}
