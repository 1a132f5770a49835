import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering
@testable import LessonSite

@Suite("A glossary")
struct GlossaryTests {
  private let text = """
    # Glossary

    About terms.

    ## Dropout

    Some units are left out, e.g. half of them. That helps.

    More.

    ## <a id="weight-decay"></a>L₂ penalty

    Pulls *weights* to zero
    """

  private func entry(_ text: String, _ name: String) throws -> LessonEntry {
    LessonEntry(try lesson(text, name: name), transcript([]))
  }

  @Test("has terms with anchors and the first sentence of what they mean")
  func terms() throws {
    let terms = try #require(try entry(text, "glossary").terms)
    #expect(terms.map(\.title) == ["Dropout", "L₂ penalty"])
    #expect(terms.map(\.anchors) == [["dropout"], ["l-penalty", "weight-decay"]])
    #expect(terms.map(\.meaning) == ["Some units are left out, e.g. half of them.", "Pulls weights to zero"])
    #expect(try entry(text, "other").terms == nil)
  }

  @Test("shows what a term means at the links to it, on the pages that link to it")
  func hints() throws {
    let link = "[drop](../glossary.md#dropout), [x](../glossary.md#x), [y](../glossary.md#weight-decay \"Z\")"
    let other = try lesson(link, name: "deep/a")
    let site = Site(["en": [try entry(text, "glossary"), LessonEntry(other, transcript([]))]])
    let place = site.place(of: "deep/a", in: "en")
    #expect(place.terms.keys.sorted() == ["dropout", "weight-decay"])
    let page = PageRenderer().html(other, transcript([]), at: place)
    #expect(
      page.contains(
        """
        <a href="../glossary.html#dropout" title="Some units are left out, e.g. half of them.">drop</a>, \
        <a href="../glossary.html#x">x</a>, <a href="../glossary.html#weight-decay" title="Z">y</a>
        """))
    #expect(site.place(of: "glossary", in: "en").terms.isEmpty)
    let changed = Site([
      "en": [try entry(text.replacing("half", with: "most"), "glossary"), LessonEntry(other, transcript([]))]
    ])
    #expect(changed.place(of: "deep/a", in: "en").digest != place.digest)
  }

  @Test("is the last of the lessons, unless it has an order")
  func order() throws {
    let others = try ["a", "z"].map { try entry("# A", $0) }
    #expect(
      Site(["en": [try entry(text, "glossary")] + others]).lessons(in: "en").map(\.name)
        == ["a", "z", "glossary"])
    let first = try entry("---\norder: 1\n---\n" + text, "glossary")
    #expect(Site(["en": others + [first]]).lessons(in: "en").map(\.name) == ["glossary", "a", "z"])
  }

  @Test("has other forms of terms, which links reach, in the words of the page")
  func forms() throws {
    let text = """
      # Terms

      ## Stochastic gradient descent

      Also: SGD, *mini-batch* descent, Terms

      Steps along gradients of batches.

      ## Dropout

      Leaves out units.

      Also: dropouts
      """
    let terms = try #require(try entry(text, "glossary").terms)
    #expect(terms.map(\.meaning) == ["Steps along gradients of batches.", "Leaves out units."])
    #expect(
      terms.map(\.anchors) == [
        ["stochastic-gradient-descent", "sgd", "mini-batch-descent", "terms"], ["dropout", "dropouts"],
      ])
    let glossary = try lesson(text, language: "pl", name: "glossary")
    let page = PageRenderer().html(glossary, transcript([]))
    #expect(
      page.contains(
        "<p>Także: <a id=\"sgd\"></a>SGD, <a id=\"mini-batch-descent\"></a>mini-batch descent, Terms</p>"))
    let markdown = PageRenderer().markdown(glossary, transcript([])).text
    #expect(markdown.contains("\n\nTakże: <a id=\"dropouts\"></a>dropouts"))
    let other = try lesson("[SGD](glossary.md#sgd)", name: "a")
    let site = Site(["en": [try entry(text, "glossary"), LessonEntry(other, transcript([]))]])
    #expect(site.place(of: "a", in: "en").terms == ["sgd": "Steps along gradients of batches."])
    let plain = try lesson(text, name: "other")
    #expect(
      PageRenderer().html(plain, transcript([])).contains("<p>Also: SGD, <em>mini-batch</em>"))
  }
}
