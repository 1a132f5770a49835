import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonSite

@Suite("A page's place on a site")
struct SiteTests {
  private func lessons(_ count: Int) throws -> [LessonEntry] {
    try (1...count).map { try entry("---\norder: \($0)\n---\n# L\($0)", "l\($0)") }
  }

  @Test("has the lessons before and after it in their order, not in that of their names")
  func neighbours() throws {
    let site = Site(["en": try lessons(12)])
    let place = site.place(of: "l10", in: "en")
    #expect(place.previous?.name == "l9" && place.next?.title == "L11")
    #expect(site.place(of: "l1", in: "en").previous == nil)
    #expect(site.place(of: "l12", in: "en").next == nil)
  }

  @Test("lists all lessons where they are few, and those around the page where they are many")
  func window() throws {
    let few = Site(["en": try lessons(60)]).place(of: "l30", in: "en")
    #expect(few.lessons.count == 60 && few.listsAll)
    let many = Site(["en": try lessons(200)])
    #expect(many.place(of: "l30", in: "en").lessons.map(\.name) == (20...40).map { "l\($0)" })
    #expect(many.place(of: "l1", in: "en").lessons.count == 11)
    #expect(many.place(of: "l200", in: "en").lessons.last?.name == "l200")
    #expect(!many.place(of: "l200", in: "en").listsAll)
  }

  @Test("changes with the lessons that it names, and with no others")
  func change() throws {
    var lessons = try lessons(200)
    let before = Site(["en": lessons])
    lessons[99] = try entry("---\norder: 100\n---\n# Other\n\nText.", "l100")
    let after = Site(["en": lessons])
    let changed = (1...200).filter { number in
      before.place(of: "l\(number)", in: "en").digest != after.place(of: "l\(number)", in: "en").digest
    }
    #expect(changed == Array(90...110))
  }

  @Test("does not change with texts and descriptions")
  func prose() throws {
    let before = Site(["en": [try entry("# A\n\nText.", "a"), try entry("# B", "b")]])
    let after = Site([
      "en": [try entry("---\ndescription: d\n---\n# A\n\nOther text.", "a"), try entry("# B", "b")]
    ])
    #expect(before.place(of: "b", in: "en").digest == after.place(of: "b", in: "en").digest)
  }

  @Test("leads to the same lesson in other languages, or to their lists")
  func languages() throws {
    let site = Site([
      "en": [try entry("# A", "x/a")], "pl": [try entry("# A", "x/a")], "de": [try entry("# B", "b")],
    ])
    let place = site.place(of: "x/a", in: "en")
    #expect(
      place.languages.map(place.address) == ["../../de/index.html", "../../en/x/a.html", "../../pl/x/a.html"])
    #expect(place.index == "../index.html")
    #expect(place.address(of: "c d") == "../c%20d.html")
  }
}

@Suite("A translation behind its source")
struct TranslationLagTests {
  private let source = "# A\n\nText.\n\n## B\n\nMore.\n\n## C\n\nLast.\n"

  private func original(_ text: String, version: String) throws -> LessonEntry {
    LessonEntry(try lesson(text, name: "a"), transcript([]), version: version)
  }

  private func translation(_ text: String, basis: TranslationBasis?) throws -> LessonEntry {
    let record = """
      <!--
      CO_OP_TRANSLATOR_METADATA:
      {"original_hash": "V1", "source_file": "a.md", "language_code": "pl"}
      -->

      """
    return LessonEntry(
      try lesson(record + text, language: "pl", name: "a"), transcript([]), version: "t", basis: basis)
  }

  /// The basis that a page is given while the translation follows its source.
  private func basis() throws -> TranslationBasis? {
    let entry = try translation("# A", basis: nil)
    return Site(["en": [try original(source, version: "v1")], "pl": [entry]]).basis(of: entry, in: "pl")
  }

  @Test("names the sections that have changed, by its own headings where there are equally many")
  func parallel() throws {
    let entry = try translation("# Ą\n\n## Be\n\n## Ce\n", basis: try basis())
    let changed = source.replacing("More", with: "Much more")
    let site = Site(["en": [try original(changed, version: "v2")], "pl": [entry]])
    let place = site.place(of: "a", in: "pl")
    #expect(place.lag?.sections.map(\.title) == ["Be"])
    #expect(place.lag?.sections.map(place.address) == ["#be"])
    #expect(site.place(of: "a", in: "en").lag == nil)
    #expect(try site.basis(of: entry, in: "pl") == basis())
  }

  @Test("names new sections by the source's headings where the numbers differ")
  func added() throws {
    let entry = try translation("# Ą\n\n## Be\n\n## Ce\n", basis: try basis())
    let site = Site(["en": [try original(source + "\n## D d\n\nNew.\n", version: "v2")], "pl": [entry]])
    let place = site.place(of: "a", in: "pl")
    #expect(place.lag?.sections.map(\.title) == ["D d"])
    #expect(place.lag?.sections.map(place.address) == ["../en/a.html#d-d"])
  }

  @Test("is behind the lesson in the language that its record names")
  func otherSource() throws {
    let entry = try translation("# Ą", basis: nil)
    let record = try #require(entry.translation)
    let german = LessonEntry(
      name: entry.name, title: entry.title, summary: nil, order: nil, sections: entry.sections, version: "t",
      translation: .init(
        version: "v1", sourceLanguage: "de", basis: TranslationBasis(version: record.version, sections: [])))
    let site = Site([
      "en": [try original(source, version: "v1")], "de": [try original(source + "\n## D\n", version: "v2")],
      "pl": [german],
    ])
    let place = site.place(of: "a", in: "pl")
    #expect(place.sourceLanguage == "de")
    #expect(
      place.lag?.sections.map(place.address) == [
        "../de/a.html#a", "../de/a.html#b", "../de/a.html#c", "../de/a.html#d",
      ])
  }

  @Test("names none where the source as it was is not known")
  func unknown() throws {
    let entry = try translation("# Ą", basis: nil)
    let site = Site(["en": [try original(source, version: "v2")], "pl": [entry]])
    #expect(site.place(of: "a", in: "pl").lag == PagePlace.Lag(sections: []))
    #expect(site.basis(of: entry, in: "pl") == nil)
  }

  @Test("is none where it follows, and where there is no source")
  func none() throws {
    let entry = try translation("# Ą", basis: nil)
    #expect(
      Site(["en": [try original(source, version: "v1")], "pl": [entry]]).place(of: "a", in: "pl").lag == nil)
    #expect(Site(["pl": [entry]]).place(of: "a", in: "pl").lag == nil)
  }

  @Test("forgets sections of another version than that it was made from")
  func otherBasis() throws {
    let other = TranslationBasis(version: "v0", sections: ["x"])
    #expect(try translation("# Ą", basis: other).translation?.basis == nil)
  }
}
