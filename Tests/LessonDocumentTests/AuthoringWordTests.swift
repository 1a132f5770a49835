import Testing

@testable import LessonDocument

@Suite("Words that editors offer")
struct AuthoringWordTests {
  @Test("each option and each key of front matter has an explanation, and no other word has")
  func explanations() {
    #expect(FrontMatterReader.fields.map(\.name).sorted() == FrontMatterReader.explanations.keys.sorted())
    #expect(
      (BlockOption.all.map(\.explanation) + FrontMatterReader.explanations.values).allSatisfy {
        $0.count < 110 && $0.hasSuffix(".")
      })
  }

  @Test("an option is offered where it has an effect, with what it contradicts")
  func options() {
    let names = { (inDocuments: Bool) in AuthoringWord.options(inDocuments: inDocuments).map(\.name) }
    #expect(names(false).contains("fold") && !names(false).contains("group"))
    #expect(names(true).contains("group") && !names(true).contains("fold"))
    let skip = AuthoringWord.options(inDocuments: false).first { $0.name == "skip" }
    #expect(skip?.contradictions.contains("fail") == true && skip?.contradictions.contains("tol") == true)
    #expect(skip?.ending == "")
  }
}
