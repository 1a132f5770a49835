import Foundation
import Testing

@Suite("A lesson that forges its event stream harms only its own page")
struct ForgeryTests {
  /// Runs a lesson that writes lines into the runner's stream beside one that does not.
  private func check(_ code: String, frontMatter: String = "", _ expected: String) async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\n1 + 1\n```\n", to: "lessons/en/a.md")
    try place.write(
      frontMatter + ##"""
        # B

        ```swift-dt
        func say(_ bytes: [UInt8]) { for descriptor in Int32(3)..<20 { write(descriptor, bytes, bytes.count) } }
        func say(_ text: String) { say(Array((text + "\n").utf8)) }
        func event(_ event: String) { say(#"{"out":0,"err":0,"event":\#(event)}"#) }
        \##(code)
        kill(getpid(), SIGKILL)
        ```
        """##, to: "lessons/en/b.md")
    let result = try await place.lessons("build", "--sandbox", "required")
    #expect(
      result.remarks.filter { !$0.contains(": warning: ") } == [
        "lessons/en/b.md:\(frontMatter.isEmpty ? 3 : 6):1: error: \(expected)"
      ])
    #expect(result.summary == "2 lessons: 1 ran, 0 unchanged, 1 failed")
    #expect(try place.read("output/en/a.html").contains("2"))
    #expect(!place.exists("output/en/b.html"))
  }

  private static let noEvent =
    "the lesson wrote into the runner's event stream: what it sent there is no event"

  @Test("Words that are no events, and bytes that are no text")
  func words() async throws {
    try await check(#"say("</script><script>alert(1)</script>")"#, Self.noEvent)
    try await check("say([0xFF, 0xFE, 0x0A])", Self.noEvent)
  }

  @Test("A line without an end")
  func endless() async throws {
    try await check(
      "let spaces = [UInt8](repeating: 32, count: 1 << 20)\nwhile true { say(spaces) }",
      "a value that the lesson shows takes more than 8 MB")
  }

  @Test("Events without an end")
  func flood() async throws {
    try await check("while true { _lessonShow(1) }", "the lesson shows more than 50000 values")
  }

  @Test("Boundaries of blocks that are not there, out of order, and an end before the end")
  func boundaries() async throws {
    for event in [
      #"{"blockBegan":{"_0":7}}"#, #"{"blockBegan":{"_0":-1}}"#, #"{"blockEnded":{"_0":5}}"#,
      #"{"inlineValue":{"_0":99,"_1":"x"}}"#,
    ] {
      try await check(##"event(#"\##(event)"#)"##, Self.noEvent)
    }
  }

  @Test("An end that is said, but does not come: the time limit holds")
  func sleepAfterTheEnd() async throws {
    try await check(
      ##"""
      event(#"{"blockEnded":{"_0":0}}"#)
      event(#"{"ended":{}}"#)
      sleep(100_000)
      """##, frontMatter: "---\ntimeout: 1\n---\n",
      "the lesson took longer than 1 s (front matter may say 'timeout: N')")
  }

  @Test("An end that is said before another")
  func otherEnd() async throws {
    try await check(
      ##"""
      event(#"{"blockEnded":{"_0":0}}"#)
      event(#"{"ended":{}}"#)
      """##, "the lesson was ended by signal 9 (Killed)")
  }

  @Test("Claims at places that no lesson has, and more of them than are reported")
  func claims() async throws {
    let place = try Workplace()
    try place.write(
      ##"""
      # A

      ```swift-dt
      func say(_ bytes: [UInt8]) { for descriptor in Int32(3)..<20 { write(descriptor, bytes, bytes.count) } }
      for i in 0..<300 {
        let line = i.isMultiple(of: 2) ? Int.min : Int.max
        let file = i < 100 ? "../../etc/passwd" : "x.md"
        say(Array(#"{"out":0,"err":0,"event":{"claimFailed":{"_0":{"statement":"c","file":"\#(file)","line":\#(line)}}}}"#.utf8) + [10])
      }
      ```
      """##, to: "x.md")
    let result = try await place.lessons("run", "x.md")
    #expect(
      result.remarks == Array(repeating: "x.md:3:1: error: this claim does not hold: \"c\"", count: 100)
        + ["x.md: note: only the first 100 claims that do not hold are reported"])
    #expect(result.status == 1)
  }

  @Test("A crash with 100,000 frames")
  func frames() async throws {
    try await check(
      ##"""
      let frames = (0..<100_000).map { String(UInt64.max - $0) }.joined(separator: ",")
      event(#"{"crashed":{"_0":{"signal":11,"isExpected":false,"isStackOverflow":false,"frames":[\#(frames)]}}}"#)
      """##, "100000 frames of a crash are too many; a lesson may show at most 64")
  }
}
