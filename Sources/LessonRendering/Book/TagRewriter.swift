/// Changes names of elements and values of attributes in markup that this package has written: values are in double quotes, and
/// each `<` begins a tag.
struct TagRewriter {
  /// The new name of an element.
  var element: (_ name: String) -> String
  /// The new value of an attribute, escaped as the old one is.
  var value: (_ attribute: String, _ value: String) -> String

  /// The markup with the changes.
  func rewritten(_ markup: String) -> String {
    let parts = markup.split(separator: "<", omittingEmptySubsequences: false)
    return ([String(parts.first ?? "")] + parts.dropFirst().map { "<" + tag($0) }).joined()
  }

  /// A tag after its `<`, and the text behind it.
  private func tag(_ part: Substring) -> String {
    let slash = part.hasPrefix("/") ? "/" : ""
    let name = part.dropFirst(slash.count).prefix { $0.isLetter || $0.isNumber || $0 == "-" }
    return slash + element(String(name)) + attributes(part.dropFirst(slash.count + name.count))
  }

  private func attributes(_ part: Substring) -> String {
    var (rest, result) = (part, "")
    while let equals = rest.firstIndex(where: { $0 == "=" || $0 == ">" }), rest[equals] == "=" {
      let name = rest[..<equals].drop { $0 == " " }
      let opened = rest[rest.index(after: equals)...]
      guard opened.first == "\"", let close = opened.dropFirst().firstIndex(of: "\"") else { break }
      result += rest[..<equals] + "=\"" + value(String(name), String(opened.dropFirst()[..<close])) + "\""
      rest = opened[opened.index(after: close)...]
    }
    return result + rest
  }
}
