import Foundation
import LessonBuilding
import LessonCore
import LessonReading
import LessonStorage

/// Where links, references and citations of a text lead.
struct LinkTargets {
  let snapshot: Snapshot

  // MARK: Definition

  /// The places to which what stands at a place leads.
  func definition(at place: LSP.Position) async throws -> LSP.Places? {
    if let swift = try await SwiftPlace(snapshot, at: place) {
      return .many(try await SwiftNames(swift).definitions)
    }
    return try await target(at: place).map(LSP.Places.one)
  }

  private func target(at place: LSP.Position) async throws -> LSP.Location? {
    if let link = try await snapshot.description().links.first(where: {
      snapshot.text.range(of: $0.range).touches(place)
    }) {
      return try await location(of: link.address)
    }
    return try await citation(at: place)
  }

  private func location(of address: String) async throws -> LSP.Location? {
    guard let relative = RelativeAddress(address) else { return nil }
    if relative.path.isEmpty {
      guard let fragment = relative.fragment else { return nil }
      let range = try await Anchors(snapshot.text, snapshot.description()).range(of: fragment)
      return range.map { LSP.Location(uri: snapshot.uri, range: $0) }
    }
    guard let (path, file) = await target(of: relative) else { return nil }
    let uri = FileAddress.uri(path)
    guard file != nil, let fragment = relative.fragment, relative.namesAnchor,
      let text = ProjectText.read(path, snapshot.text.encoding)
    else { return LSP.Location(uri: uri, range: .beginning) }
    let described = try await snapshot.project.check.perform(
      DescribeText(path: path, bytes: Data(text.bytes)), about: path)
    return LSP.Location(uri: uri, range: Anchors(text, described).range(of: fragment) ?? .beginning)
  }

  /// The file to which an address leads, below the project's folder, and its lesson if it is one.
  private func target(of address: RelativeAddress) async -> (path: String, lesson: LessonFile?)? {
    let library = await snapshot.project.check.library
    if let lesson = snapshot.lesson, address.isOfLesson, let page = lesson.page(of: address),
      let file = library?.files.first(where: { $0.page == page })
    {
      return (file.path, file)
    }
    let folder = snapshot.file.path.split(separator: "/").dropLast().joined(separator: "/")
    let path = address.path.removingPercentEncoding ?? address.path
    let full = RootedFolder.full((folder.isEmpty ? "" : folder + "/") + path)
    guard let relative = FileAddress.inProject(full), FileManager.default.fileExists(atPath: full) else {
      return nil
    }
    return (relative, nil)
  }

  /// The entry of the work that is cited at a place.
  private func citation(at place: LSP.Position) async throws -> LSP.Location? {
    guard snapshot.lesson != nil else { return nil }
    let (word, _) = LineContext(snapshot.text, at: place).wordAround {
      $0.isLetter || $0.isNumber || "@_:.+/-".contains($0)
    }
    guard let sign = word.firstIndex(of: "@") else { return nil }
    let key = String(word[word.index(after: sign)...])
    for path in await snapshot.project.check.bibliographyFiles(of: snapshot.checked) {
      guard let text = ProjectText.read(path, snapshot.text.encoding),
        let range = text.range(ofFirst: ["{\(key),", "\"\(key)\""])
      else { continue }
      return LSP.Location(uri: FileAddress.uri(path), range: range)
    }
    return nil
  }

  // MARK: Links

  /// All links that lead to files or to the web.
  func links() async throws -> [LSP.DocumentLink] {
    var links: [LSP.DocumentLink] = []
    for link in try await snapshot.description().links {
      guard let target = await uri(of: link.address) else { continue }
      links.append(LSP.DocumentLink(range: snapshot.text.range(of: link.range), target: target))
    }
    return links
  }

  private func uri(of address: String) async -> String? {
    if address.hasPrefix("https://") || address.hasPrefix("http://") {
      return FileAddress.encoded(address)
    }
    guard let relative = RelativeAddress(address), !relative.path.isEmpty,
      let (path, _) = await target(of: relative)
    else { return nil }
    return FileAddress.uri(path)
  }
}

/// The places that have names to which links can lead.
struct Anchors {
  private let text: EditedText
  private let description: DescribeText.Result

  init(_ text: EditedText, _ description: DescribeText.Result) {
    self.text = text
    self.description = description
  }

  /// The place of an anchor.
  func range(of anchor: String) -> LSP.Range? {
    if let heading = description.headings.first(where: { $0.anchor == anchor }) {
      return text.range(of: heading.range)
    }
    let plain = anchor.hasPrefix("fig-") ? String(anchor.dropFirst("fig-".count)) : anchor
    if let block = description.code.first(where: { $0.info.split(separator: " ").contains("id=\(plain)") }) {
      return text.range(of: block.range.lowerBound..<block.range.lowerBound)
    }
    return text.range(ofFirst: ["{#\(plain)}", "{#\(anchor)}", "id=\"\(anchor)\"", "name=\"\(anchor)\""])
  }
}

extension EditedText {
  /// The place of the first of some words that the text has.
  func range(ofFirst words: [String]) -> LSP.Range? {
    for word in words {
      guard let found = bytes.firstRange(of: Array(word.utf8)) else { continue }
      return LSP.Range(
        start: place(ofOffset: found.lowerBound), end: place(ofOffset: found.upperBound))
    }
    return nil
  }
}
