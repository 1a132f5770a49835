import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonVerification

@Suite("The parts of two transcripts")
struct TranscriptPartsTests {
  private let markdown = "`{swift-dt} x`, żółw `{swift-dt} 12 + 数`\n\n```swift-dt\nx\n```\n"

  private func comparison(_ old: Transcript, _ new: Transcript) throws -> TranscriptComparison {
    TranscriptComparison(try lesson(markdown).outline, old, new, .record)
  }

  private func transcript(_ block: String, _ inline: String...) -> Transcript {
    Transcript(blocks: [BlockTranscript(results: [.shown(.text(block))])], inlineValues: inline)
  }

  @Test("are as many in both, or the page was made from another lesson")
  func counts() throws {
    let whole = transcript("1", "2", "3")
    #expect(try comparison(whole, whole).agrees)
    #expect(try comparison(whole, whole).diagnostics == [])
    let message = "the page was made from other blocks than the lesson has now: run 'lessons build'"
    for other in [transcript("1", "2"), Transcript(blocks: [], inlineValues: ["2", "3"])] {
      for pair in [(whole, other), (other, whole)] {
        #expect(try !comparison(pair.0, pair.1).agrees)
        #expect(try comparison(pair.0, pair.1).diagnostics.map(\.message) == [message])
      }
    }
  }

  @Test("agree each by itself, and an error covers the whole of the one that does not")
  func ranges() throws {
    let old = transcript("1", "2", "3")
    for (new, places) in [
      (transcript("9", "2", "3"), ["3:1–3:12"]), (transcript("1", "9", "3"), ["1:13–1:14"]),
      (transcript("1", "2", "9"), ["1:34–1:40"]),
      (transcript("9", "9", "9"), ["3:1–3:12", "1:13–1:14", "1:34–1:40"]),
    ] {
      let comparison = try comparison(old, new)
      #expect(!comparison.agrees)
      let found = comparison.diagnostics.compactMap(\.range).map {
        "\($0.lowerBound.line):\($0.lowerBound.column)–\($0.upperBound.line):\($0.upperBound.column)"
      }
      #expect(found == places)
    }
  }

  @Test("differ in lines of which so many are shown, and the number of the others")
  func lines() {
    func difference(_ count: Int) -> [Substring] {
      let old = (0..<count).map { "a\($0)" }.joined(separator: "\n")
      return WordDifference(old, old.replacing("a", with: "b")).text().split(separator: "\n")
    }
    #expect(difference(20).count == 20)
    #expect(difference(21).count == 21)
    #expect(difference(21).last == "… and 1 lines more")
    #expect(difference(22).last == "… and 2 lines more")
  }

  @Test("show of what is the same only what stands near a difference")
  func context() {
    func text(_ count: Int) -> String {
      WordDifference(
        "x\(String(repeating: "=", count: count)) 1", "x\(String(repeating: "=", count: count)) 2"
      ).text()
    }
    // With the x and the space, 80 characters stay whole.
    #expect(text(78) == "x" + String(repeating: "=", count: 78) + " [-1-]{+2+}")
    #expect(
      text(79) == "x" + String(repeating: "=", count: 39) + " … " + String(repeating: "=", count: 39)
        + " [-1-]{+2+}")
  }
}
