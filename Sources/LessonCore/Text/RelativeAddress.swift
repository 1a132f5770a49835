import Foundation

/// The path and the fragment of an address that is relative to a file.
package struct RelativeAddress {
  /// Without the query; escapes resolved.
  package let path: String
  package let fragment: String?

  /// `nil` for addresses with a scheme, and for those from the root of a server.
  package init?(_ address: String) {
    let path = Self.path(of: address)
    guard !path.hasPrefix("/"), !path.prefix(while: { $0 != "/" }).contains(":") else { return nil }
    self.path = path.removingPercentEncoding ?? String(path)
    fragment = address.firstIndex(of: "#").map { index in
      let text = address[address.index(after: index)...]
      return text.removingPercentEncoding ?? String(text)
    }
  }

  private static func path(of address: String) -> Substring { address.prefix { $0 != "?" && $0 != "#" } }

  /// Whether it leads to an anchor: the empty fragment and `top` mean the beginning of any page, as HTML has it.
  package var namesAnchor: Bool { fragment.map { !$0.isEmpty && $0.lowercased() != "top" } ?? false }

  /// Whether it leads to Markdown: to a lesson.
  package var isOfLesson: Bool { path.hasSuffix(".md") }

  /// The path below a folder, seen from a file in it; `nil` when it leaves the folder.
  ///
  /// - Parameter file: The file's path below the folder.
  package func place(from file: String) -> String? {
    let parts = Self.parts(of: path[...], from: file)
    return parts.first == ".." ? nil : parts.joined(separator: "/")
  }

  /// The parts of a path below a folder, seen from a file in it, without `.`; `..` only at the beginning.
  private static func parts(of path: Substring, from file: String) -> [String] {
    var parts = file.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts
  }
}

// MARK: - Addresses from other files

extension RelativeAddress {
  /// An address in one file, as another file must have it. An address that leads to the right place as it is stays as
  /// it is, and so does every part of it that need not change.
  ///
  /// - Parameters:
  ///   - file: The path of the file with the address, below a folder.
  ///   - other: The path of the other file, below the same folder.
  ///   - target: The place to which the other address leads, from the one to which this address leads; both are paths
  ///     below the folder.
  package static func moved(
    _ address: String, from file: String, to other: String, target: (String) -> String = { $0 }
  ) -> String {
    guard let relative = RelativeAddress(address), !relative.path.isEmpty else { return address }
    let written = path(of: address)
    let old = parts(of: relative.path[...], from: file)
    let new = target(old.joined(separator: "/")).split(separator: "/").map(String.init)
    let asWritten = parts(of: written, from: file)
    guard parts(of: relative.path[...], from: other) != new, asWritten.count == old.count else {
      return address
    }
    // What both places end with is kept as it is written.
    let kept = asWritten.suffix(zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
    let isFolder = written.hasSuffix("/")
    let path = joined(zip(new, new.dropLast(kept.count).map(encoded) + kept).map { ($0, $1) }, from: other)
    return path + (isFolder ? "/" : "") + address[written.endIndex...]
  }

  /// The address of a file, seen from another one; both are paths below one folder.
  package static func address(of place: String, from file: String) -> String {
    joined(place.split(separator: "/").map { (String($0), encoded(String($0))) }, from: file)
  }

  private static func joined(_ parts: [(name: String, written: String)], from file: String) -> String {
    let folders = file.split(separator: "/").dropLast().map(String.init)
    let common = zip(folders, parts.dropLast()).prefix { $0 == $1.name }.count
    let steps = Array(repeating: "..", count: folders.count - common) + parts.dropFirst(common).map(\.written)
    let address = steps.joined(separator: "/")
    return steps.first?.contains(":") == true ? "./" + address : address
  }

  /// A part of a path without what would end it in an address, or end the address in Markdown.
  private static func encoded(_ part: String) -> String {
    part.addingPercentEncoding(withAllowedCharacters: allowed) ?? part
  }

  private static let allowed = CharacterSet(charactersIn: " %?#()<>\"'\\&").union(.controlCharacters).inverted
}
