import Foundation
import LessonCore
import LessonStorage
import LessonVerification

/// Finds links and images whose target does not exist: a lesson, an anchor in a lesson, or a file.
struct LinkCheck {
  private let library: LessonLibrary
  private let output: RootedFolder
  private let pages: [String: LessonFile]
  private let readings: Readings
  /// How many more suggestions are made for the current lesson. Each compares a word with all pages or anchors, and an
  /// author with more wrong links needs no more of them.
  private var suggestions = 0
  private static let mostSuggestions = 20

  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - readings: What was read of lessons.
  init(_ library: LessonLibrary, _ output: RootedFolder, _ readings: Readings) {
    self.library = library
    self.output = output
    pages = Dictionary(library.files.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
    self.readings = readings
  }

  /// An error for each relative link or image of a lesson whose target does not exist, and a warning for each link
  /// without text.
  mutating func problems(with links: [LessonLinks.Link], in lesson: LessonOutline) async throws
    -> [Diagnostic]
  {
    var problems: [Diagnostic] = []
    suggestions = Self.mostSuggestions
    for link in links {
      if link.isEmpty { problems.append(Self.emptiness(of: link, in: lesson)) }
      guard let address = RelativeAddress(link.address),
        let (message, fix) = try await problem(address, of: lesson)
      else { continue }
      problems.append(Diagnostic(path: lesson.path, at: link.range, message, fix: fix))
    }
    return problems.shortened(in: lesson.path)
  }

  private static func emptiness(of link: LessonLinks.Link, in lesson: LessonOutline) -> Diagnostic {
    Diagnostic(
      .warning, path: lesson.path, at: link.range,
      "this link has no text, so that readers do not see it; write the text between '[' and ']'")
  }

  private mutating func problem(
    _ address: RelativeAddress, of lesson: LessonOutline
  ) async throws -> (message: String, fix: String?)? {
    guard !address.path.isEmpty else { return try await anchorProblem(address, in: lesson.page) }
    guard address.path.hasSuffix(".md") else { return fileProblem(address.path, of: lesson) }
    let page = address.page(from: lesson.page)
    if let page, pages[page] != nil { return try await anchorProblem(address, in: page) }
    let name = page.flatMap { suggestion(for: $0, in: pages.keys) }.flatMap { pages[$0]?.path }
    return ("there is no lesson '\(address.path)'" + (name.map { "; did you mean '\($0)'?" } ?? ""), nil)
  }

  private mutating func anchorProblem(
    _ address: RelativeAddress, in page: String
  ) async throws -> (message: String, fix: String?)? {
    guard let fragment = address.fragment, !Self.isTop(fragment) else { return nil }
    // A target that cannot be read is reported as that lesson's own error.
    guard let file = pages[page], let reading = try await readings.reading(of: file), reading.lesson != nil,
      !reading.anchors.contains(fragment)
    else { return nil }
    let nearest = suggestion(for: fragment, in: reading.anchors)
    return (
      "there is no heading or block '#\(fragment)' in '\(pages[page]?.path ?? page)'"
        + (nearest.map { "; did you mean '#\($0)'?" } ?? ""),
      nearest.map { address.path + "#" + $0 }
    )
  }

  /// The target that a link probably means; `nil` after `mostSuggestions` wrong links.
  private mutating func suggestion(for word: String, in known: some Collection<String>) -> String? {
    guard suggestions > 0, known.count <= 5_000 else { return nil }
    suggestions -= 1
    return nearestWord(to: word, in: known.sorted())
  }

  /// Whether a fragment means the beginning of any page, as HTML has it.
  private static func isTop(_ fragment: String) -> Bool { fragment.isEmpty || fragment.lowercased() == "top" }

  /// Files are read beside the lesson, as on GitHub, and beside its page.
  private func fileProblem(_ path: String, of lesson: LessonOutline) -> (message: String, fix: String?)? {
    let pageFolder = URL(filePath: output.shown(lesson.page)).deletingLastPathComponent()
    let lessonFolder = URL(filePath: lesson.path).deletingLastPathComponent()
    guard exists(path, beside: lessonFolder) else {
      return ("'\(path)' does not exist, looked for from the lesson's folder", nil)
    }
    guard exists(path, beside: pageFolder) else {
      return (
        "'\(path)' is there for the lesson, but not for its page in '\(pageFolder.relativePath)'; "
          + "a folder beside the lessons' serves both, as in '../../images/…'", nil
      )
    }
    return nil
  }

  /// A path that leads out of the project, as by a symbolic link, counts as missing: readers would not have its target.
  private func exists(_ path: String, beside folder: URL) -> Bool {
    let place = RootedFolder.full(folder.relativePath + "/" + path)
    guard let real = SymbolicLink.realPath(place) else { return false }
    let beside = URL(filePath: RootedFolder.full(library.folder)).deletingLastPathComponent().path
    return library.project.contains(real) || output.isAround(real)
      || SymbolicLink.realPath(beside).map { real.hasPrefix($0 + "/") } ?? false
  }
}

/// The path and the fragment of an address that is relative to a lesson.
private struct RelativeAddress {
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

  /// The page that a Markdown file's path means, seen from another page; `nil` when it leaves the lessons' folder.
  func page(from page: String) -> String? {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in path.dropLast(".md".count).split(separator: "/", omittingEmptySubsequences: true)
    where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }
}
