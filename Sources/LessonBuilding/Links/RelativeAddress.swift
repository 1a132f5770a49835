import Foundation

/// The path and the fragment of an address that is relative to a lesson.
struct RelativeAddress {
  /// Without the query; escapes resolved.
  let path: String
  let fragment: String?

  /// `nil` for addresses with a scheme, and for those from the root of a server.
  init?(_ address: String) {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard !path.hasPrefix("/"), !path.prefix(while: { $0 != "/" }).contains(":") else { return nil }
    self.path = path.removingPercentEncoding ?? String(path)
    fragment = address.firstIndex(of: "#").map { index in
      let text = address[address.index(after: index)...]
      return text.removingPercentEncoding ?? String(text)
    }
  }

  /// Whether it leads to an anchor: the empty fragment and `top` mean the beginning of any page, as HTML has it.
  var namesAnchor: Bool { fragment.map { !$0.isEmpty && $0.lowercased() != "top" } ?? false }

  /// Whether it leads to Markdown: to a lesson.
  var isOfLesson: Bool { path.hasSuffix(".md") }

  /// The page that a Markdown file's path means, seen from another page; `nil` when it leaves the lessons' folder.
  func page(from page: String) -> String? { place(from: page).map { String($0.dropLast(".md".count)) } }

  /// The path below a folder, seen from a file in it; `nil` when it leaves the folder.
  ///
  /// - Parameter file: The file's path below the folder.
  func place(from file: String) -> String? {
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }
}
