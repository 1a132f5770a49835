import Foundation
import Testing

@Suite("Names of files and folders are no addresses")
struct FileNameTests {
  private static let names = [
    "What is 100% #1?", "javascript:alert(1)", "quote \"double\" 'single'", "<b>&amp;", "a b/c#d/100%41",
    "data:x,y",
    "back\\slash", "(round) [square]", "ż🌱", "dots..", "$x$ `code` *star* _under_",
  ]
  /// Folders of lessons; those that are no language's belong to English.
  private static let folders = ["en", "javascript:alert(2)", "p?l #1"]

  /// All files of the pages that an address can be followed from, with their addresses.
  private func addresses(in text: String, isHTML: Bool) -> [String] {
    guard isHTML else {
      return text.matches(of: #/\]\(<?([^)>]+)>?\)/#).map { String($0.1) }
    }
    return text.matches(of: #/\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/#).map { match in
      String(match.1 ?? match.2 ?? match.3 ?? "").replacing("&quot;", with: "\"").replacing(
        "&#39;", with: "'"
      )
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
  }

  /// The file that a browser opens.
  private func file(_ address: String, from page: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard !path.isEmpty else { return page }
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part.removingPercentEncoding ?? "?") }
    }
    return parts.joined(separator: "/") + (path.hasSuffix("/") ? "/index.html" : "")
  }

  @Test("Two names with the same letters in two forms of Unicode, and a name that is no text, are errors")
  func forms() async throws {
    let place = try Workplace()
    for name in ["\u{e9}", "e\u{301}"] { try place.write("# One\n", to: "lessons/en/\(name).md") }
    let descriptor = open(place.url.path + "/lessons/en/\u{1}.md", O_CREAT | O_WRONLY, 0o644)
    #expect(descriptor >= 0)
    close(descriptor)
    let name: [CChar] =
      Array((place.url.path + "/lessons/en/").utf8CString.dropLast()) + [-1, 46, 109, 100, 0]
    #expect(rename(place.url.path + "/lessons/en/\u{1}.md", name) == 0)
    let result = try await place.lessons("build")
    #expect(result.status == 1)
    #expect(result.errors.contains("another file's name has the same letters in another form of Unicode"))
    #expect(
      result.errors.contains(
        "lessons/en: error: the name '\u{fffd}.md' in this folder is not UTF-8: rename it"))
  }

  @Test("Every address on every page reaches a file, none runs a script, and what is built passes its check")
  func pages() async throws {
    let place = try Workplace()
    for folder in Self.folders {
      for name in Self.names {
        try place.write("# Lesson\n\n## Section\n\nText.\n", to: "lessons/\(folder)/\(name).md")
      }
    }
    let links = Self.names.map { name in
      "- [to](\(name.split(separator: "/").map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics)! }.joined(separator: "/")).md)"
    }
    try place.write("# Links\n\n\(links.joined(separator: "\n"))\n", to: "lessons/en/links.md")
    let formats = ["--format", "html,markdown,notebook"]
    let built = try await place.lessons(["build"] + formats)
    #expect(built.status == 0, "\(built.errors)")
    #expect(built.summary.hasPrefix("\(Self.names.count * 3 + 1) lessons:"))
    let files = Set(place.files(below: "output"))
    for folder in Self.folders.map({ $0 == "en" ? $0 : "en/" + $0 }) {
      for name in Self.names { #expect(files.contains("\(folder)/\(name).html"), "\(folder)/\(name)") }
    }
    var count = 0
    for page in files where page.hasSuffix(".html") || page.hasSuffix(".md") {
      for address in addresses(in: try place.read("output/\(page)"), isHTML: page.hasSuffix(".html"))
      where !address.hasPrefix("https://") && !address.hasPrefix("data:image/") {
        count += 1
        #expect(!address.contains(#/^[a-zA-Z][a-zA-Z0-9+.-]*:/#), "\(page): \(address)")
        #expect(files.contains(file(address, from: page)), "\(page): \(address)")
      }
    }
    #expect(count > 800)
    let checked = try await place.lessons(["check"] + formats)
    #expect(checked.status == 0, "\(checked.errors)")
    let preview = try await Preview(place)
    for page in [
      "en/What%20is%20100%25%20%231%3F.html", "en/javascript%3Aalert(2)/%3Cb%3E%26amp%3B.html", "en/",
    ] {
      #expect(try await preview.get("/" + page).status == 200, "\(page)")
    }
    let elsewhere = try await preview.get("//example.org", "--dump-header", "-")
    #expect(!elsewhere.body.contains("Location: //"))
  }
}
