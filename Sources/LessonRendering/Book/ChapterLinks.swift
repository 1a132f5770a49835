import Foundation

/// Ids and links of a chapter, as they are in the book: ids are unique there, and links to other chapters stay in it.
struct ChapterLinks {
  /// The number of the chapter, from 1.
  let number: Int
  /// The path of its lesson below the language's folder, without an extension.
  let name: String
  /// The numbers of all chapters by their paths.
  let chapters: [String: Int]

  /// The id of a chapter; the ids inside of it begin with it.
  static func id(_ number: Int) -> String { "ch\(number)" }

  private func id(_ anchor: some StringProtocol) -> String { "\(Self.id(number))-\(anchor)" }

  /// The chapter's markup in the book: below the book's title, headings are one level lower.
  func rewritten(_ html: String) -> String {
    TagRewriter(element: Self.lowered, value: value).rewritten(html)
  }

  private static func lowered(_ name: String) -> String {
    guard name.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()), level < 6 else {
      return name
    }
    return "h\(level + 1)"
  }

  private func value(_ attribute: String, _ value: String) -> String {
    switch attribute {
    case "id", "for": value.isEmpty ? value : id(value)
    case "aria-labelledby", "aria-describedby", "headers":
      value.split(separator: " ").map { id($0) }.joined(separator: " ")
    case "href", "src", "poster": address(value)
    default: value
    }
  }

  /// An address of the lesson's page, as it is in the book.
  func address(_ address: String) -> String {
    if address.hasPrefix("#") { return "#" + target(number, address.dropFirst()) }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard !path.isEmpty, !path.hasPrefix("/"), !path.contains(":") else { return address }
    let rest = address.dropFirst(path.count)
    let place = resolved(path)
    if place.hasSuffix(".html"), let chapter = chapters[Self.name(ofPage: place)] {
      return "#" + target(chapter, rest.drop { $0 != "#" }.dropFirst())
    }
    return place + rest
  }

  private func target(_ chapter: Int, _ anchor: Substring) -> String {
    anchor.isEmpty || anchor == "top" ? Self.id(chapter) : "\(Self.id(chapter))-\(anchor)"
  }

  /// A path beside the lesson, relative to the language's folder.
  private func resolved(_ path: Substring) -> String {
    var parts = name.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/", omittingEmptySubsequences: false) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  private static func name(ofPage path: String) -> String {
    let name = String(path.dropLast(".html".count)).replacing("&amp;", with: "&")
    return name.removingPercentEncoding ?? name
  }
}
