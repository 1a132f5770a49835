import Foundation
import Testing

@Suite("A claim of a lesson")
struct ClaimTests {
  @Test("that holds shows nothing, in a block of its own or at the end of another")
  func holds() async throws {
    try await check(
      """
      ```swift-dt
      let a = [0.1, 0.2], b = [0.2, 0.3]
      print(1)
      claim("a is smaller in both", a, .below, b)
      ```

      ```swift-dt
      claim("b is at most 0.3", b, .atMost, 0.3)
      claim("a is within its bounds", a, .within, 0...1)
      claim("There are two", a.count == 2)
      claim("The mean of a rank-0 tensor is one number", Tensor(a).mean(), .below, 1)
      ```
      """,
      prints: """
        x.md:1
        1
        """)
  }

  @Test("that does not hold is an error at its line, and the lesson goes on to its other claims")
  func fails() async throws {
    try await check(
      """
      ```swift-dt
      let momentum = [0.35, 0.412, 0.3], plain = [0.4, 0.391, 0.4]
      claim("With momentum the loss ends lower in every seed", momentum, .below, plain)
      ```

      ```swift-dt invisible
        claim(
          "The hump is at 32 units",
          plain.count == 32)
      claim("This one holds", plain.count == 3)
      ```

      ```swift-dt
      fatalError("the end")
      ```
      """,
      fails:
        "3:1: error: this claim does not hold: \"With momentum the loss ends lower in every seed\": "
        + "for number 2 of 3, 0.412 is not below 0.391",
      "7:3: error: this claim does not hold: \"The hump is at 32 units\"",
      "14:1: error: the end")
  }

  @Test("is told at its own line, wherever it is called from and whatever runs it")
  func lines() async throws {
    try await check(
      """
      ```swift-dt
      func verify(_ value: Double) {
        claim("It is small", value, .below, 1)
      }
      ```

      ```swift-dt
      verify(0.5)
      for value in [2.5, 3.5] {
        verify(value)
      }
      ```

      ```swift-dt crash
      claim("In a block that crashes", 2, .equals, 1)
      fatalError("as it should")
      ```

      ```swift-dt
      await Task.detached { claim("In a task", false) }.value
      [1, 2].forEach { claim("In a closure", $0, .below, 2) }
      ```
      """,
      printing: "x.md:14\nFatal error: as it should\n",
      fails:
        "3:3: error: this claim does not hold: \"It is small\": 2.5 is not below 1",
      "3:3: error: this claim does not hold: \"It is small\": 3.5 is not below 1",
      "15:1: error: this claim does not hold: \"In a block that crashes\": 2 is not equal to 1",
      "20:1: error: this claim does not hold: \"In a task\"",
      "21:1: error: this claim does not hold: \"In a closure\": 2 is not below 2")
  }

  @Test("that does not hold hides no result of 'lessons run'")
  func results() async throws {
    try await check(
      "```swift-dt\nlet a = [3, 4]\nclaim(\"It is small\", a.count, .below, 2)\na\n```\n",
      printing: "x.md:1\n[3, 4]\n",
      fails: "3:1: error: this claim does not hold: \"It is small\": 2 is not below 2")
  }

  @Test("is made under the rules of Swift 6 too")
  func swift6() async throws {
    try await check(
      "---\nswift: 6\n---\n```swift-dt\nclaim(\"Two\", [1, 2], .atMost, 1)\n```\n",
      fails: "5:1: error: this claim does not hold: \"Two\": for number 2 of 2, 2 is not at most 1")
  }

  @Test("that does not hold 60,000 times is reported a hundred times")
  func bound() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nfor i in 1...60_000 { claim(\"No\", i, .below, 0) }\n```\n", to: "x.md")
    let result = try await place.lessons("run", "x.md")
    let errors = (1...100).map { "x.md:2:1: error: this claim does not hold: \"No\": \($0) is not below 0" }
    #expect(
      result.remarks == errors + ["x.md: note: only the first 100 claims that do not hold are reported"])
    #expect(result.status == 1)
  }

  private static let path = "lessons/en/a.md"

  private static func lesson(_ number: Double) -> String {
    "# A\n\nIt is large.\n\n```swift-dt\nlet x = \(number)\nx\n```\n\n"
      + "```swift-dt invisible\nclaim(\"It is large\", x, .above, 1)\n```\n"
  }

  private static let errors = [
    "lessons/en/a.md:11:1: error: this claim does not hold: \"It is large\": 0.5 is not above 1"
  ]

  @Test("that does not hold fails build and check each time, and keeps the page")
  func page() async throws {
    let place = try Workplace()
    try place.write(Self.lesson(1.5), to: Self.path)
    #expect(try await place.lessons("build").status == 0)
    let page = try place.read("output/en/a.html")
    #expect(page.contains("1.5") && !page.contains("claim"))
    try place.write(Self.lesson(0.5), to: Self.path)
    for command in ["build", "build", "check"] {
      let result = try await place.lessons(command)
      #expect(result.remarks == Self.errors, "\(command)")
      #expect(result.status == 1, "\(command)")
      #expect(try place.read("output/en/a.html") == page)
    }
    #expect(
      try await place.lessons("check", "--report", "json").output.contains("this claim does not hold"))
  }

  @Test("that holds when the page is made, but not when it is checked, fails the check")
  func fresh() async throws {
    let place = try Workplace()
    let variable = "DNNL_MAX_CPU_ISA"
    try place.write(
      "```swift-dt\nclaim(\"It is not set\", getenv(\"\(variable)\") == nil)\n```\n", to: Self.path)
    #expect(try await place.lessons("build", environment: [variable: ""]).status == 1)
    #expect(try await place.lessons("build").status == 0)
    #expect(try await place.lessons("check").status == 0)
    let result = try await place.lessons("check", environment: [variable: "ALL"])
    #expect(
      result.remarks == ["lessons/en/a.md:2:1: error: this claim does not hold: \"It is not set\""])
    #expect(result.status == 1)
  }

  @Test("of a program that two lessons share is an error of each, at its own line")
  func shared() async throws {
    let place = try Workplace()
    let code = "```swift-dt\nclaim(\"No\", 1, .above, 2)\n```\n"
    try place.write("# A\n\n" + code, to: "lessons/en/a.md")
    try place.write("# B\n\nText.\n\n" + code, to: "lessons/en/b.md")
    let result = try await place.lessons("build")
    let message = "error: this claim does not hold: \"No\": 1 is not above 2"
    #expect(result.remarks == ["lessons/en/a.md:4:1: \(message)", "lessons/en/b.md:6:1: \(message)"])
  }

  @Test("is text where it is reported: it neither steers a terminal nor commands a workflow")
  func text() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nclaim(\"a\\u{1B}[2J\\n::error::y\", false)\n```\n", to: "x.md")
    let errors = try await place.lessons("run", "x.md", environment: ["GITHUB_ACTIONS": "true"]).errors
    let lines = errors.split(separator: "\n")
    #expect(lines.first?.hasPrefix("::stop-commands::") == true, "\(errors)")
    #expect(
      lines.dropFirst().prefix(2) == [
        "x.md:2:1: error: this claim does not hold: \"a␛[2J", "  | ::error::y\"",
      ], "\(errors)")
  }
}
