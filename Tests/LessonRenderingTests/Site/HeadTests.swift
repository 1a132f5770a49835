import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonRendering
@testable import LessonSite

@Suite("Others find in the head of a page")
struct HeadTests {
  private func site(_ change: (inout ProjectSettings) -> Void = { _ in }) throws -> Site {
    var settings = ProjectSettings()
    change(&settings)
    return Site(["en": [try entry("# A", "a b"), try entry("# I", "c")]], settings: settings)
  }

  private func page(_ site: Site) throws -> String {
    PageRenderer().html(
      try lesson("---\ndescription: B\n---\n# A", name: "a b"), transcript([]),
      at: site.place(of: "a b", in: "en"))
  }

  @Test("what previews of links show, with the address and the picture if the settings have them")
  func preview() throws {
    let plain = try page(try site())
    for line in [
      "<meta property=\"og:title\" content=\"A\">", "<meta property=\"og:description\" content=\"B\">",
      "<meta property=\"og:type\" content=\"article\">", "<meta name=\"twitter:card\" content=\"summary\">",
    ] { #expect(plain.contains(line)) }
    #expect(!plain.contains("og:url") && !plain.contains("og:image") && !plain.contains("canonical"))
    let published = try page(
      try site {
        $0.title = LocalizedText("Sums")
        $0.url = "https://x.org"
        $0.image = "https://x.org/p.png"
      })
    for line in [
      "<meta property=\"og:url\" content=\"https://x.org/en/a%20b.html\">",
      "<meta property=\"og:image\" content=\"https://x.org/p.png\">",
      "<meta property=\"og:site_name\" content=\"Sums\">", "content=\"summary_large_image\"",
      "<link rel=\"canonical\" href=\"https://x.org/en/a%20b.html\">", "<title>A · Sums</title>",
    ] { #expect(published.contains(line)) }
  }

  @Test("the colours of the paper in the style sheet, and an image for tabs")
  func colours() throws {
    #expect(Theme.css.contains("--paper: light-dark(\(Theme.lightPaper), \(Theme.darkPaper))"))
    for page in [try page(try site()), LanguageIndex(try site()).html] {
      #expect(page.contains("content=\"\(Theme.darkPaper)\" media=\"(prefers-color-scheme: dark)\""))
      #expect(page.contains("<link rel=\"icon\" href=\"data:image/svg+xml;base64,"))
    }
  }

  @Test("and in the list for search engines all pages, if the settings say where they are published")
  func sitemap() throws {
    #expect(Sitemap(try site()).xml == nil)
    let xml = try #require(Sitemap(try site { $0.url = "https://x.org/c" }).xml)
    #expect(
      xml.matches(of: /<loc>(.*)<\/loc>/).map { String($0.1) } == [
        "https://x.org/c/", "https://x.org/c/en/", "https://x.org/c/en/a%20b.html",
        "https://x.org/c/en/c.html",
      ])
  }
}
