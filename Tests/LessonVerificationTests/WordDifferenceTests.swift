import LessonDisplay
import TestSupport
import Testing

@testable import LessonCore
@testable import LessonVerification

@Suite("A difference, word by word")
struct WordDifferenceTests {
  @Test(
    "marks what only one of two texts has, and leaves out lines that are the same",
    arguments: [
      ("accuracy 0.97 of all", "accuracy 0.96 of all", "accuracy [-0.97-]{+0.96+} of all"),
      ("a\nb\nc", "a\nx\nc", "[-b-]{+x+}"), ("a\nb", "a\nb\nc", "{+c+}"), ("a b", "a", "a[- b-]"),
      ("", "new", "{+new+}"), ("same", "same", ""), ("żółw 1", "żółw 2", "żółw [-1-]{+2+}"),
    ])
  func text(old: String, new: String, expected: String) {
    #expect(WordDifference(old, new).text() == expected)
  }

  @Test("has both texts in it, for any two texts")
  func whole() {
    let words = ["a", "b", "1.5", "\n", " ", "  ", "-"]
    expectLaw(
      seeds: 0..<300, of: { (old: $0.text(of: words, 0, 12), new: $0.text(of: words, 0, 12)) }
    ) { old, new in
      let parts = WordDifference(old, new).parts
      let before = parts.map { part in
        switch part {
        case .same(let text), .removed(let text): text
        default: ""
        }
      }
      let after = parts.map { part in
        switch part {
        case .same(let text), .added(let text): text
        default: ""
        }
      }
      try demand(before.joined() == old && after.joined() == new, "\(parts)")
    }
  }

  @Test("takes words for the same that agree")
  func tolerance() {
    let rule = AgreementRule.within(0.1)
    let difference = rule.words([.printed("0.50 0.50\n")], [.printed("0.51 0.70\n")])
    #expect(difference.text() == "0.50 [-0.50-]{+0.70+}")
  }

  @Test("of plots and tables is that of their numbers")
  func numbers() {
    func chart(_ last: Double) -> BlockTranscript.Result {
      .shown(.chart(Chart(x: "epoch", y: "loss", [Series("s", [1, 0.5, last])])))
    }
    #expect(AgreementRule.asWritten.words([chart(0.25)], [chart(0.75)]).text().contains("[-0.25-]{+0.75+}"))
    func table(_ last: Double) -> BlockTranscript.Result {
      .shown(.table(Table(columns: ["a", "b"], rows: [[1, 2.5], [3, last]])))
    }
    let words = AgreementRule.asWritten.words([table(0.25)], [table(0.75)]).text()
    #expect(words.contains("[-0.25-]{+0.75+}") && !words.contains("2.5"))
  }

  @Test("of very different long texts is found at once and shown in part")
  func long() {
    let old = (0..<20_000).map { "a\($0)" }.joined(separator: "\n")
    let difference = WordDifference(old, old.replacing("a", with: "b"))
    #expect(difference.parts.contains { if case .removed = $0 { true } else { false } })
    #expect(difference.parts.contains { if case .added = $0 { true } else { false } })
    let text = difference.text()
    #expect(text.split(separator: "\n").count == 21)
    #expect(text.hasSuffix("lines more"))
  }

  @Test("is drawn under the line that it is about, in red and green")
  func printed() {
    let range = SourcePosition(line: 1, column: 1)..<SourcePosition(line: 1, column: 4)
    let diagnostic = Diagnostic(path: "x.md", at: range, "m", difference: WordDifference("a 1", "a 2"))
    let lines = ["x.md": ["```swift-dt"]]
    #expect(
      DiagnosticPrinter(lines: lines).text(diagnostic)
        == "x.md:1:1: error: m\n  | ```swift-dt\n  | ^~~\n  | a [-1-]{+2+}\n")
    #expect(
      DiagnosticPrinter(usesColor: true, lines: lines).text(diagnostic)
        .contains("a \u{1B}[31m[-1-]\u{1B}[0m\u{1B}[32m{+2+}\u{1B}[0m"))
  }
}
