import Testing

@testable import LessonCore
@testable import LessonStorage

@Suite("A relative address")
struct RelativeAddressTests {
  @Test(
    "leads to a place below the folder, or out of it",
    arguments: [
      ("b.md", "en/b.md"), ("./x/../b.md", "en/b.md"), ("../pl/b%20c.md#d", "pl/b c.md"),
      ("../b.md?q", "b.md"),
      ("../../b.md", nil), ("../../lessons/en/b.md", nil), ("", "en"),
    ])
  func place(_ address: String, _ place: String?) {
    #expect(RelativeAddress(address)?.place(from: "en/a.md") == place)
  }

  @Test(
    "is another one from another file, and no byte changes that need not",
    arguments: [
      ("images/x.png", "../images/x.png"), ("./b.md", "../b.md"), ("b.md?q=1#c", "../b.md?q=1#c"),
      ("pl/b.md", "b.md"), ("./pl/b.md", "b.md"), ("../x.png", "../../x.png"), ("images/", "../images/"),
      ("%C4%85%20b.zip", "../%C4%85%20b.zip"), ("a b.png", "../a b.png"), ("pl", "../pl"),
      ("#a", "#a"), ("", ""), ("https://a.b/c.md", "https://a.b/c.md"), ("/a.md", "/a.md"), ("?q", "?q"),
      ("x%2Fy.png", "x%2Fy.png"),
    ])
  func moved(_ address: String, _ expected: String) {
    #expect(RelativeAddress.moved(address, from: "a.md", to: "pl/a.md") == expected)
  }

  @Test("leads to the same place from the other file, for any depths of both")
  func law() {
    let files = ["a.md", "en/a.md", "en/x/a.md", "pl/y z/a.md", "pl/a.md"]
    for file in files {
      for other in files {
        for address in ["b.md", "x/b.md", "../b.md", "../en/./c.png", "y%20z/b.md", "../../q.md"] {
          guard let place = RelativeAddress(address)?.place(from: file) else { continue }
          let moved = RelativeAddress.moved(address, from: file, to: other)
          #expect(RelativeAddress(moved)?.place(from: other) == place, "\(address) \(file) \(other)")
        }
        let found = RelativeAddress(RelativeAddress.address(of: other, from: file))
        #expect(found?.place(from: file) == other)
      }
    }
  }

  @Test("leads elsewhere if that is asked for, with what it ends with as it was written")
  func target() {
    let translated = { (place: String) in place == "b c.md" ? "pl/b c.md" : place }
    #expect(
      RelativeAddress.moved("b%20c.md#d", from: "a.md", to: "pl/a.md", target: translated) == "b%20c.md#d")
    #expect(
      RelativeAddress.moved("b%20c.md#d", from: "a.md", to: "pl/x/a.md", target: translated)
        == "../b%20c.md#d")
  }

  @Test(
    "of a lesson is another one on pages, where lessons lie in a language's folder and in none",
    arguments: [
      (["a.md"], "pl/b.md#c", "../pl/b.md#c", "pl/b"), (["a.md"], "b.md", "b.md", "de/b"),
      (["a.md"], "x/b.md", "x/b.md", "de/x/b"), (["a.md"], "pl/x.png", "pl/x.png", nil),
      (["pl", "a.md"], "../b.md", "../de/b.md", "de/b"), (["pl", "a.md"], "b.md", "b.md", "pl/b"),
      (["pl", "a.md"], "../en/b.md", "../en/b.md", "en/b"), (["x", "a.md"], "../b.md", "../b.md", "de/b"),
      (["x", "a.md"], "../pl/b.md", "../../pl/b.md", "pl/b"), (["a.md"], "../b.md", "../b.md", nil),
    ] as [([String], String, String, String?)])
  func pages(_ parts: [String], _ address: String, _ onPage: String, _ page: String?) {
    let file = LessonFile(
      "lessons/" + parts.joined(separator: "/"), parts, language: "de", in: ProjectFolder(of: "lessons"))
    #expect(file.addressOnPage(address) == onPage)
    let relative = RelativeAddress(address)
    #expect(relative.flatMap { $0.isOfLesson ? file.page(of: $0) : nil } == page)
  }
}
