import Testing

@Suite("What blocks give")
struct ResultsTests {
  @Test("Printed text and the value of the last expression appear in the order of the program")
  func order() async throws {
    try await check(
      """
      ```swift-dt
      print("first")
      let xs = [1, 2, 3]
      print("second", terminator: "")
      xs.map { $0 * 2 }
      ```
      """,
      prints: """
        x.md:1
        first
        second
        [2, 4, 6]
        """)
  }

  @Test("Names live on from block to block, functions change top-level variables")
  func state() async throws {
    try await check(
      """
      ```swift-dt
      var count = 0
      struct Point: Codable { var x = 1.5 }
      func step() { count += 1 }
      ```

      ```swift-dt
      step(); step()
      count
      ```

      ```swift-dt
      import Foundation
      String(decoding: try JSONEncoder().encode(Point()), as: UTF8.self)
      ```
      """,
      prints: """
        x.md:7
        2

        x.md:12
        {"x":1.5}
        """)
  }

  @Test("The same seed gives a training the same bits in two processes")
  func sameBits() async throws {
    let lesson = """
      ```swift-dt
      let data = try Digits.synthetic(count: 200, seed: 1)
      let model = Model(input: [28, 28]) {
        Conv2D(4, kernel: 3); BatchNorm(); ReLU(); MaxPool2D(2)
        Flatten(); Dropout(0.3); Dense(10)
      }
      let trainer = try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .adam(learningRate: 0.01), seed: 3)
      let history = try trainer.fit(data, epochs: 2, batchSize: 32, augmentation: [.shift(by: 2)])
      let bits = trainer.network.parameters.flatMap { $0.tensor.floats.map(\\.bitPattern) }
      "\\(bits.count) parameters, \\(bits.reduce(0) { $0 &* 31 &+ $1 }), \\(history.training.loss)"
      ```
      """
    // Two places have no cache in common.
    let places = [try Workplace(), try Workplace()]
    var outputs: [String] = []
    for place in places {
      try place.write(lesson, to: "x.md")
      outputs.append(try await place.lessons("run", "x.md").output)
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].contains("6818 parameters"), "\(outputs[0])")
  }

  @Test(
    "The last expression is shown unless it is Void, assigns, or ends in a semicolon",
    arguments: [
      ("1 + 1", "2"), ("1 + 1;", ""), ("1 + 1 // done", "2"), ("var a = 1\na += 1", ""),
      ("var a = 1\na = 2", ""),
      ("let a = 4; a", "4"), ("_ = 5", ""), ("print(1)", "1"), ("let a = 3", ""),
      ("[3, 1]\n  .sorted()", "[1, 3]"),
      ("func f() {}\nf()", ""), ("if true { 5 }", ""), ("3 as Int?", "3"), ("nil as Int?", "nil"),
      ("\"text\"", "text"),
      ("0.123456", "0.1235"), ("if true { print(2) }", "2"), ("func f() throws -> Int { 7 }\ntry f()", "7"),
      ("[1, 2].map {\n  $0 + 1\n}", "[2, 3]"), ("/* only a comment */", ""), ("", ""),
    ])
  func lastExpression(code: String, shown: String) async throws {
    let place = try Workplace()
    try place.write("```swift-dt\n\(code)\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(result.output == (shown.isEmpty ? "" : "x.md:1\n\(shown)\n"))
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("Top-level code may await, throw, and use generics and closures")
  func language() async throws {
    try await check(
      """
      ```swift-dt
      func slow<T: Sendable>(_ value: T) async throws -> T {
        try await Task.sleep(for: .milliseconds(5))
        return value
      }
      let a = try await slow([1, 2])
      ```

      ```swift-dt
      let add = { (n: Int) in a.map { $0 + n } }
      let task = Task { try await slow(add(10)) }
      try await task.value
      ```

      ```swift-dt
      async let x = slow(1), y = slow(2)
      try await x + y
      ```
      """,
      prints: """
        x.md:9
        [11, 12]

        x.md:15
        3
        """)
  }

  @Test("Inline expressions are evaluated after the block before them")
  func inline() async throws {
    let place = try Workplace()
    try place.write(
      """
      Start `{swift-dt} 1 + 1`

      ```swift-dt
      var n = 1
      ```

      Then `{swift-dt} n` and, in the same line, `{swift-dt} n * 100`.

      ```swift-dt
      n = 2
      ```

      Last `{swift-dt} n`
      """, to: "lessons/en/x.md")
    let result = try await place.lessons("build")
    #expect(result.status == 0, "\(result.errors)")
    let page = try place.read("output/en/x.md")
    #expect(page.hasPrefix("Start 2\n"))
    #expect(page.contains("Then 1 and, in the same line, 100."))
    #expect(page.contains("Last 2"))
  }

  @Test("A nested block keeps its names to itself, so they may repeat")
  func nest() async throws {
    try await check(
      """
      ```swift-dt nest
      let a = 1
      a
      ```

      ```swift-dt nest
      let a = "two"
      a
      ```
      """,
      prints: """
        x.md:1
        1

        x.md:6
        two
        """)
  }

  @Test("Silent and invisible blocks run and show nothing")
  func visibility() async throws {
    try await check(
      """
      ```swift-dt silent
      let a = 1
      a
      ```

      ```swift-dt invisible
      let b = 2
      b
      ```

      ```swift-dt
      a + b
      ```
      """,
      prints: """
        x.md:11
        3
        """)
  }

  @Test("A block that must not compile gives the compiler's message and its names to nobody")
  func fail() async throws {
    try await check(
      """
      ```swift-dt
      let a = "one"
      ```

      ```swift-dt fail
      let b: Int = a
      ```

      ```swift-dt fail
      if a {
      ```

      ```swift-dt
      let b = 2
      b
      ```
      """,
      prints: """
        x.md:5
        error: cannot convert value of type 'String' to specified type 'Int'

        x.md:9
        error: expected '}' to end 'if' statement

        x.md:13
        2
        """)
  }

  @Test("A block that is only compiled does not run and gives its names to nobody")
  func compileOnly() async throws {
    try await check(
      """
      ```swift-dt compile-only
      let a = 1
      fatalError("not reached")
      ```

      ```swift-dt
      let a = 2
      a
      ```
      """,
      prints: """
        x.md:6
        2
        """)
  }

  @Test("A block that must crash gives the message, and the program goes on")
  func crash() async throws {
    try await check(
      """
      ```swift-dt
      var xs = [1, 2, 3]
      struct Refused: Error { var code = 7 }
      ```

      ```swift-dt crash
      print("before")
      xs[3]
      ```

      ```swift-dt crash
      throw Refused()
      ```

      ```swift-dt crash
      var big = Int.max - 2
      big += xs[2]
      ```

      ```swift-dt crash
      fatalError("on purpose")
      ```

      ```swift-dt crash
      func deep(_ n: Int) -> Int { n < 0 ? 0 : n + deep(n + 1) }
      deep(0)
      ```

      ```swift-dt crash
      Tensor([1, 2]) + Tensor([1, 2, 3])
      ```

      ```swift-dt
      xs.append(4)
      xs
      ```
      """,
      prints: """
        x.md:6
        before
        Fatal error: Index out of range

        x.md:11
        Error: Refused(code: 7)

        x.md:15
        Fatal error: arithmetic overflow

        x.md:20
        Fatal error: on purpose

        x.md:24
        Fatal error: stack overflow: functions call each other too deeply

        x.md:29
        Fatal error: add: shapes [2] and [3] cannot be broadcast against each other

        x.md:33
        [1, 2, 3, 4]
        """)
  }

  @Test("Tables and charts keep their place among printed lines")
  func tables() async throws {
    try await check(
      """
      ```swift-dt
      print("above")
      Table(columns: ["a", "b"], rows: [[1, 0.5]])
      ```
      """,
      prints: """
        x.md:1
        above
        a    b
        ─  ───
        1  0.5
        """)
  }

  @Test("The seed in the front matter is the default of omitted seeds")
  func seed() async throws {
    try await check(
      """
      ---
      seed: 42
      ---

      ```swift-dt
      DefaultSeed.value
      ```
      """,
      prints: """
        x.md:5
        42
        """)
  }

  @Test("A lesson may use the names of the module and of what the runner calls")
  func names() async throws {
    try await check(
      """
      ```swift-dt
      struct Lesson { let block = 1 }
      func shown(_ n: Int) -> Int { n }
      func exit() -> Int { 3 }
      let main = Lesson().block
      [main, shown(2), exit()]
      ```
      """,
      prints: """
        x.md:1
        [1, 2, 3]
        """)
  }

  @Test("A lesson may import what the runner does not use itself")
  func imports() async throws {
    try await check(
      """
      ```swift-dt
      import FoundationNetworking
      import RegexBuilder
      let code = Regex { "a"; OneOrMore(.digit) }
      "xa12".firstMatch(of: code)?.output
      ```

      ```swift-dt
      URLRequest(url: URL(string: "http://x")!)
      ```

      ```swift-dt
      "k=v".firstMatch(of: /(\\w)=(\\w)/)?.2
      ```
      """,
      prints: """
        x.md:1
        a12

        x.md:8
        http://x

        x.md:12
        v
        """)
  }
}
