import Foundation
import Testing

@Suite("An exercise of a lesson")
struct ExerciseTests {
  private func exercise(starter: String, check: String = "claim(\"The middle is 2\", middle([1, 3]) == 2)")
    -> String
  {
    """
    ```swift-dt
    func total(_ numbers: [Double]) -> Double { numbers.reduce(0, +) }
    ```

    ```swift-dt exercise=middle
    \(starter)
    ```

    ```swift-dt solution=middle
    func middle(_ numbers: [Double]) -> Double { total(numbers) / Double(numbers.count) }
    middle([1, 2, 6])
    ```

    ```swift-dt check=middle
    \(check)
    ```

    """
  }

  @Test(
    "is proved if the starter does not compile, traps, throws, or makes a claim fail",
    arguments: [
      "func middle(_ numbers: [Double]) -> Double { … }",
      "func middle(_ numbers: [Double]) -> Double { }",
      "// func middle",
      "func middle(_ numbers: [Double]) -> Double { fatalError(\"your turn\") }",
      "func middle(_ numbers: [Double]) -> Double { 0 }",
      "func middle(_ numbers: [Double]) -> Double { 2 }; throw CancellationError()",
    ])
  func proved(starter: String) async throws {
    try await check(exercise(starter: starter), prints: "x.md:9\n3")
  }

  @Test("is an error at its check if the starter passes that")
  func passes() async throws {
    try await check(
      exercise(
        starter: "func middle(_ numbers: [Double]) -> Double { 1 }",
        check: "claim(\"It is positive\", middle([1, 3]) > 0)"),
      printing: "x.md:9\n3\n",
      fails:
        "14:1: error: the starter already passes this check, so it does not tell whether the exercise is solved",
      "5:1: note: the starter is here")
  }

  @Test("is an error at the claim if its solution does not pass")
  func wrongSolution() async throws {
    let result = try await run(
      exercise(starter: "// func middle", check: "claim(\"The middle is 3\", middle([1, 3]) == 3)"))
    #expect(result.remarks == ["x.md:15:1: error: this claim does not hold: \"The middle is 3\""])
  }

  @Test("is an error if nobody knows what becomes of its starter")
  func endless() async throws {
    let result = try await run(
      "---\ntimeout: 2\n---\n"
        + exercise(starter: "func middle(_ numbers: [Double]) -> Double { while true {} }"))
    #expect(
      result.remarks == [
        "x.md:8:1: error: with this starter the check has to fail, by a claim, a trap, an error or the compiler's "
          + "refusal: the lesson took longer than 2 s"
      ])
  }

  private func run(_ text: String) async throws -> Workplace.Result {
    let place = try Workplace()
    try place.write(text, to: "x.md")
    return try await place.lessons("run", "x.md")
  }

  @Test("fails build and check until its check tells starter and solution apart, and then has a page")
  func page() async throws {
    let place = try Workplace()
    let path = "lessons/en/a.md"
    let passing = exercise(starter: "func middle(_ numbers: [Double]) -> Double { 2 }")
    try place.write(passing, to: path)
    for _ in 0..<2 {
      let result = try await place.lessons("build")
      #expect(result.status == 1 && result.remarks.first?.contains("already passes") == true)
    }
    try place.write(exercise(starter: "// func middle"), to: path)
    #expect(try await place.lessons("build").status == 0)
    #expect(try place.read("output/en/a.html").contains("<details class=solution>"))
    #expect(try await place.lessons("check").status == 0)
    try place.write(passing, to: path)
    #expect(try await place.lessons("check").remarks.first?.contains("already passes") == true)
  }
}
