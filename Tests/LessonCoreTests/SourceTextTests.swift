import Testing

@testable import LessonCore

@Suite("The text of a file")
struct SourceTextTests {
  @Test(
    "holds what stands in it, also after a beginning that goes on otherwise",
    arguments: [
      ("a [[^1] b", "[^", true), ("[ ^", "[^", false), ("[", "[^", false), ("", "[^", false),
      ("zażółć", "żó", true),
      ("aab", "aab", true), ("aaab", "aab", true), ("ab", "b", true),
    ])
  func holds(text: String, wanted: String, isHeld: Bool) {
    #expect(SourceText(text).holds(wanted) == isHeld)
  }
}
