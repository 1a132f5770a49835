import Foundation
import Testing

@Suite("Files of lessons from served pages")
struct ExportTests {
  private func served(_ place: Workplace) async throws -> Preview {
    let preview = try await Preview(place)
    for page in ["a", "b"] {
      _ = try await preview.events(of: "/en/\(page).html").first { $0.version != "none" }
    }
    return preview
  }

  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("# First\n\n```swift-dt\n6 * 7\n```\n", to: "lessons/en/a.md")
    try place.write("# Second\n\n```swift-dt\n6 * 8\n```\n", to: "lessons/en/b.md")
    return place
  }

  private func export(_ kind: String, _ preview: Preview) async throws -> (status: Int, body: String) {
    try await preview.get("/.lessons/export/\(kind)?/en/a.html")
  }

  @Test("are the page as it was built, its notebook, and the book of the course")
  func kinds() async throws {
    let place = try place()
    let preview = try await served(place)
    #expect(try await export("page", preview).body == place.read("output/en/a.html"))
    let notebook = try await export("notebook", preview).body
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(notebook.utf8)) as? [String: Any])
    #expect((json["cells"] as? [Any])?.isEmpty == false && notebook.contains("42"))
    let book = try await export("book", preview).body
    for text in ["First", "Second", "<samp>42", "<samp>48"] { #expect(book.contains(text)) }
    let made = try await place.lessons("build", "--output", "other", "--format", "html,notebook,book")
    #expect(made.status == 0)
    #expect(try place.read("other/en/a.ipynb") == notebook && place.read("other/en/book.html") == book)
    for (kind, name) in [("page", "a.html"), ("notebook", "a.ipynb"), ("book", "book.html")] {
      let head = try await preview.get("/.lessons/export/\(kind)?/en/a.html", "--include").body.lowercased()
      #expect(head.contains("content-disposition: attachment; filename*=utf-8''\(name)\r"))
    }
  }

  @Test("hold the images beside the page, and leave what is no image, or elsewhere, as it is")
  func images() async throws {
    let place = try place()
    try place.write(
      "# First\n\n![x](../images/x%20y.png) ![b](b&c.svg) ![z](https://example.org/z.png)\n\n[d](d.csv)\n",
      to: "lessons/en/a.md")
    try place.write("picture", to: "lessons/images/x y.png")
    try place.write("<svg/>", to: "lessons/en/b&c.svg")
    try place.write("1,2\n", to: "lessons/en/d.csv")
    let preview = try await served(place)
    for kind in ["page", "book"] {
      let page = try await export(kind, preview).body
      #expect(page.contains("data:image/png;base64,\(Data("picture".utf8).base64EncodedString())"))
      #expect(page.contains("data:image/svg+xml;base64,\(Data("<svg/>".utf8).base64EncodedString())"))
      #expect(page.contains("https://example.org/z.png") && page.contains("d.csv"))
      #expect(!page.contains("x%20y.png") && !page.contains("c.svg"))
    }
  }

  @Test("are not made for pages of other sites, nor of what is not there")
  func refused() async throws {
    let place = try place()
    let preview = try await served(place)
    let path = "/.lessons/export/notebook?/en/a.html"
    #expect(try await preview.get(path, "--header", "Sec-Fetch-Site: cross-site").status == 403)
    #expect(try await preview.get(path, "--header", "Origin: http://127.0.0.1:1").status == 403)
    #expect(try await export("pdf", preview).status == 404)
    let missing = try await preview.get("/.lessons/export/notebook?/en/c.html")
    #expect(missing.status == 400 && missing.body.contains("there is no lesson of this page"))
  }

  @Test("tell that a lesson has changed since its page was made, and leave it out of the book")
  func changed() async throws {
    let place = try place()
    let preview = try await served(place)
    let events = try preview.events(of: "/en/a.html")
    try place.write("# First\n\n```swift-dt\nlet a: Int = \"x\"\n```\n", to: "lessons/en/a.md")
    _ = try await events.first { !$0.message.isEmpty }
    let notebook = try await export("notebook", preview)
    #expect(notebook.status == 400 && notebook.body.contains("has changed since its page was made"))
    let book = try await preview.get("/.lessons/export/book?/en/b.html", "--include")
    #expect(book.status == 200 && book.body.contains("X-Lessons-Left: a") && !book.body.contains("<samp>42"))
  }
}
