import LessonCore
import LessonTestSupport
import Testing

@testable import LessonVerification

@Suite("A translation beside its source")
struct TranslationComparisonTests {
  private func differences(_ source: String, _ translation: String) throws -> [String] {
    TranslationComparison(
      try lesson(source, path: "en.md").outline, try lesson(translation, path: "pl.md").outline
    )
    .diagnostics.map(\.message)
  }

  @Test(
    "has the same settings, each of which is named when it is not",
    arguments: [
      ("seed: 1", "seed"), ("optimize: true", "optimize"), ("requires: [mnist]", "requires"),
      ("tol: 0.5", "tol"),
    ])
  func settings(setting: String, name: String) throws {
    let (with, without) = ("---\n\(setting)\n---\nA\n", "A\n")
    #expect(try differences(with, with) == [])
    let message = "'\(name)' in the front matter differs from that in 'en.md'"
    #expect(try differences(with, without) == [message])
    #expect(try differences(without, with) == [message])
  }

  @Test("cites the same works, in any order and number")
  func citations() throws {
    let works = ["a", "b", "c"].map { BibliographyEntry(key: $0) }
    func differences(_ source: String, _ translation: String) throws -> [String] {
      TranslationComparison(
        try lesson(source, citing: works).outline,
        try lesson(translation, language: "pl", citing: works).outline
      ).diagnostics.map(\.shortForm)
    }
    #expect(try differences("[@a; @b] and @b", "@b, potem [@a], @a") == [])
    #expect(
      try differences("As @a and @b.", "Jak @a i [@c].") == [
        "1:11: error: the translation's source 'x.md' does not cite '@c'",
        "-: error: the source cites '@b', the translation does not",
      ])
  }

  @Test("may have expressions in another order between two blocks, but none more or less often")
  func expressions() throws {
    let block = "\n\n```swift-dt\nlet a = 1\n```\n\n"
    #expect(try differences("`{swift-dt} 1` `{swift-dt} 2`", "`{swift-dt} 2` `{swift-dt} 1`") == [])
    #expect(
      try differences("`{swift-dt} 1` `{swift-dt} 1`", "`{swift-dt} 1`") == [
        "the source's expression '1' is missing"
      ])
    #expect(
      try differences("`{swift-dt} 1`", "`{swift-dt} 1` `{swift-dt} 1`") == [
        "the translation's source has no '1' in the passage after block 0"
      ])
    #expect(
      try differences("`{swift-dt} 3` `{swift-dt} 2` `{swift-dt} 1`" + block, block + "`{swift-dt} 1`") == [
        "the translation's source has no '1' in the passage after block 1",
        "the source's expression '3' is missing", "the source's expression '2' is missing",
        "the source's expression '1' is missing",
      ])
  }

  @Test("has a block for each of the source's, and where one differs both are shown")
  func blocks() throws {
    func block(_ code: String, _ options: String = "") -> String {
      "```swift-dt \(options)\n\(code)\n```\n\n"
    }
    let source = block("let a = 1") + block("let b = \"one\"")
    #expect(try differences(source, source) == [])
    #expect(try differences(source, block("let a=1 // jeden") + block("let b = \"one\"")) == [])
    #expect(try differences(source, block("let a = 1") + block("let b = \"jeden\"")).count == 1)
    #expect(
      try differences(source, block("let a = 1")) == [
        "the translation has 1 blocks of code, its source 'en.md' has 2"
      ])
    #expect(
      try differences(source, block("let a = 2") + block("let b = \"one\"", "fold")) == [
        "the block's code differs from that in the translation's source",
        "the block's options differ from those in the translation's source",
      ])
    #expect(try differences(block("1", "caption=\"One\""), block("1", "caption=\"Eins\"")) == [])
  }
}
