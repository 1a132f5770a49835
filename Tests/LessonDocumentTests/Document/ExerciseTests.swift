import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

@Suite("An exercise")
struct ExerciseTests {
  private func blocks(_ words: String...) -> String {
    words.map { "```swift-dt \($0)\n```\n" }.joined(separator: "\n")
  }

  @Test("is a starter, a solution and a check, one after the other")
  func parts() throws {
    let lesson = try lesson(blocks("exercise=a", "solution=a", "check=a"))
    #expect(lesson.blocks.map(\.options.exercise) == [.starter("a"), .solution("a"), .check("a")])
    #expect(lesson.blocks.map(\.options.execution) == [.attempted, .runs, .runs])
    #expect(lesson.document.children.map(\.kind) == [.lessonBlock(0), .folded(.solution), .folded(.check)])
  }

  @Test("has all three, each once")
  func missing() {
    check(
      blocks("exercise=a"),
      reports: ["1:13: error: this exercise has no solution: 'solution=a' marks the block after it"])
    check(
      blocks("exercise=a", "solution=a"),
      reports: ["1:13: error: this exercise has no check: 'check=a' marks the block after its solution"])
    check(
      blocks("solution=a", "check=b"),
      reports: [
        "1:13: error: no block is the starter of this exercise: 'exercise=a' marks it, above the solution",
        "4:13: error: no block is the starter of this exercise: 'exercise=b' marks it, above the solution",
      ])
    check(
      blocks("exercise=a", "solution=a", "check=a", "exercise=a"),
      reports: ["10:13: error: 'exercise=a' is there already"])
  }

  @Test("has no other block between its own, which are in their order")
  func order() {
    check(
      blocks("exercise=a", "silent", "solution=a", "check=a"),
      reports: ["7:13: error: a block marked 'solution' is the next one after that marked 'exercise=a'"])
    check(
      blocks("solution=a", "check=a", "exercise=a"),
      reports: ["1:13: error: a block marked 'solution' is the next one after that marked 'exercise=a'"])
  }

  @Test("stands in no list, quote or footnote, since its solution is folded as a whole")
  func places() {
    let error = "error: the blocks of an exercise stand in no list, quote or footnote"
    check(
      "```swift-dt exercise=a\n```\n> ```swift-dt solution=a\n> ```\n\n```swift-dt check=a\n```",
      reports: ["3:15: \(error)"])
  }

  @Test("contradicts what its blocks cannot be")
  func contradictions() {
    check(
      blocks("fail exercise=a", "solution=a nest", "check=a skip"),
      reports: [
        "1:18: error: 'exercise' contradicts 'fail'", "4:24: error: 'nest' contradicts 'solution'",
        "7:21: error: 'skip' contradicts 'check'",
      ])
    check(
      "```swift-dt check=\n```",
      reports: [
        "1:13: error: 'check=' needs a name of at most 100 ASCII letters, digits, '-' and '_' that begins with a "
          + "letter, as in 'check=sum'"
      ])
  }

  @Test("is tried in a program of its own, so that a lesson has at most 32")
  func count() {
    let exercises = (1...33).map { blocks("exercise=e\($0)", "solution=e\($0)", "check=e\($0)") }
    check(
      exercises.joined(separator: "\n"),
      reports: ["289:13: error: a lesson has at most 32 exercises; this is one more"])
  }

  @Test("ends the answer to a question")
  func answer() throws {
    let text = "> [!PREDICT]\n> Why?\n\na\n\n" + blocks("exercise=a", "solution=a", "check=a")
    #expect(
      try lesson(text).document.children.map(\.kind)
        == [.alert(.predict), .folded(.answer), .lessonBlock(0), .folded(.solution), .folded(.check)])
  }
}
