import Foundation
import LessonCore
import LessonSite
import LessonStorage
import LessonVerification

/// Finds links and images whose target does not exist: a lesson, an anchor in a lesson, or a file.
struct LinkCheck {
  private let library: LessonLibrary
  private let output: RootedFolder
  private let states: LessonStates
  private let readings: Readings
  private let attachments: AttachmentSearch
  /// How many more suggestions are made for the current lesson. Each compares a word with all pages or anchors, and an
  /// author with more wrong links needs no more of them.
  private var suggestions = 0
  private static let mostSuggestions = 20

  /// A message and the address to write instead, if known.
  private typealias Problem = (message: String, fix: String?)

  /// - Parameters:
  ///   - output: The folder of the pages.
  ///   - readings: What was read of lessons.
  ///   - states: The states of all lessons.
  init(
    _ library: LessonLibrary, _ output: RootedFolder, _ readings: Readings, _ attachments: AttachmentSearch,
    _ states: LessonStates
  ) {
    self.library = library
    self.output = output
    self.readings = readings
    self.attachments = attachments
    self.states = states
  }

  private var pages: [String: LessonFile] { states.pages }

  /// An error for each relative link or image of a lesson whose target does not exist, and a warning for each link
  /// without text.
  ///
  /// - Parameter surroundings: Collects the files and lessons on which the result depends.
  mutating func problems(
    with links: [LessonLinks.Link], in file: LessonFile, _ surroundings: inout Surroundings
  ) async throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    suggestions = Self.mostSuggestions
    if AttachmentSearch.isExcessive(links) {
      problems.append(
        Diagnostic(
          path: file.path, at: nil,
          "this lesson links to more than \(AttachmentSearch.mostFiles) files; only the first are copied"))
    }
    for link in links {
      if link.isEmpty { problems.append(Self.emptiness(of: link, in: file)) }
      guard let address = RelativeAddress(link.address),
        let (message, fix) = try await problem(address, in: file, &surroundings)
      else { continue }
      problems.append(Diagnostic(path: file.path, at: link.range, message, fix: fix))
    }
    return problems.shortened(in: file.path)
  }

  private static func emptiness(of link: LessonLinks.Link, in file: LessonFile) -> Diagnostic {
    Diagnostic(
      .warning, path: file.path, at: link.range,
      "this link has no text, so that readers do not see it; write the text between '[' and ']'")
  }

  private mutating func problem(
    _ address: RelativeAddress, in file: LessonFile, _ surroundings: inout Surroundings
  ) async throws -> Problem? {
    guard !address.path.isEmpty else { return try await anchorProblem(address, in: file.page) }
    guard address.isOfLesson else { return fileProblem(address, in: file, &surroundings) }
    let page = file.page(of: address)
    // The page may be there although the file is not: that lies in no language's folder, or in that of the language.
    if let page, let target = pages[page], target.place == address.place(from: file.place) {
      surroundings.note(lesson: page, address.namesAnchor ? states.anchors(of: page) : .there)
      return try await anchorProblem(address, in: page)
    }
    if let page { surroundings.note(lesson: page, .missing) }
    let nearest = elsewhere(address, in: file) ?? page.flatMap { nearestLesson(to: $0) }
    let fix = nearest.map { RelativeAddress.address(of: $0.place, from: file.place) }
    return (
      "there is no lesson '\(address.path)'" + (fix.map { "; did you mean '\($0)'?" } ?? ""),
      fix.map { $0 + (address.fragment.map { "#" + $0 } ?? "") }
    )
  }

  /// The lesson to which an address leads on pages, or from the lessons' folder.
  private func elsewhere(_ address: RelativeAddress, in file: LessonFile) -> LessonFile? {
    [file.page, ""].lazy.compactMap { address.place(from: $0) }
      .compactMap { pages[String($0.dropLast(".md".count))] }.first
  }

  /// The lesson that a link probably means: the same one in the source language, or one whose name is similar.
  private mutating func nearestLesson(to page: String) -> LessonFile? {
    let name = page.split(separator: "/", maxSplits: 1).last.map(String.init) ?? page
    if let source = pages["\(library.sourceLanguage)/\(name)"] { return source }
    return suggestion(for: page, in: pages.keys).flatMap { pages[$0] }
  }

  private mutating func anchorProblem(_ address: RelativeAddress, in page: String) async throws -> Problem? {
    guard let fragment = address.fragment, address.namesAnchor else { return nil }
    // A target that cannot be read is reported as that lesson's own error.
    guard let file = pages[page], let reading = try await readings.reading(of: file), reading.lesson != nil,
      !reading.anchors.contains(fragment)
    else { return nil }
    let nearest = suggestion(for: fragment, in: reading.anchors)
    return (
      "there is no \(Self.kind(of: fragment, in: file)) '#\(fragment)' in '\(pages[page]?.path ?? page)'"
        + (nearest.map { "; did you mean '#\($0)'?" } ?? ""),
      nearest.map { address.path + "#" + $0 }
    )
  }

  /// What an anchor names, in words.
  private static func kind(of anchor: String, in file: LessonFile) -> String {
    if anchor.hasPrefix("fig-") { return "figure" }
    return file.name == GlossaryTerm.page ? "term" : "heading or block"
  }

  /// The target that a link probably means; `nil` after `mostSuggestions` wrong links.
  private mutating func suggestion(for word: String, in known: some Collection<String>) -> String? {
    guard suggestions > 0, known.count <= 5_000 else { return nil }
    suggestions -= 1
    return nearestWord(to: word, in: known.sorted())
  }

  // MARK: Files

  private func fileProblem(
    _ address: RelativeAddress, in file: LessonFile, _ surroundings: inout Surroundings
  ) -> Problem? {
    let path = address.path
    switch attachments.target(of: address, in: file) {
    case .attachment: return nil
    case .missing: return ("'\(path)' does not exist, looked for from the lesson's folder", nil)
    case .refused(let reason): return ("'\(path)' cannot be copied to the pages: \(reason)", nil)
    case .elsewhere:
      let reached = reached(path, in: file)
      surroundings.note(place: path, reached)
      return elsewhereProblem(path, reached, in: file)
    }
  }

  /// Files that are not copied must exist beside the lesson, as on GitHub, and beside its page.
  private func elsewhereProblem(_ path: String, _ reached: [Bool], in file: LessonFile) -> Problem? {
    guard reached[0] else { return ("'\(path)' does not exist, looked for from the lesson's folder", nil) }
    guard !reached[1] else { return nil }
    return (
      "'\(path)' is there for the lesson, but not for its page in '\(pageFolder(of: file).relativePath)'; files below "
        + "'\(library.folder)' are copied with the pages that link to them, so put it there", nil
    )
  }

  /// Whether a path reaches something from the lesson, and from its page.
  private func reached(_ path: String, in file: LessonFile) -> [Bool] {
    let lessonFolder = URL(filePath: file.path).deletingLastPathComponent()
    return [exists(path, beside: lessonFolder), exists(path, beside: pageFolder(of: file))]
  }

  private func pageFolder(of file: LessonFile) -> URL {
    URL(filePath: output.shown(file.page)).deletingLastPathComponent()
  }

  /// Whether files that are not copied are still reachable, or still missing, as before.
  func agree(with surroundings: Surroundings, in file: LessonFile) -> Bool {
    (surroundings.places ?? [:]).allSatisfy { path, reached in self.reached(path, in: file) == reached }
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
