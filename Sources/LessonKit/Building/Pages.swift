import Foundation

/// The forms in which pages are written.
public enum PageFormat: String, Codable, CaseIterable, Sendable {
  case html, markdown, notebook

  /// How the names of its files end.
  var suffix: String {
    switch self {
    case .html: ".html"
    case .markdown: ".md"
    case .notebook: ".ipynb"
    }
  }
}

/// The files of one lesson's page by their path below the language's folder.
struct Pages: Codable, Sendable {
  let files: [String: Data]

  init(
    of lesson: Lesson, _ transcript: Transcript, at place: PagePlace, formats: Set<PageFormat>,
    marks: @escaping (String) -> SwiftMarks
  ) {
    let renderer = PageRenderer(marks: marks)
    var files: [String: Data] = [:]
    if formats.contains(.html) {
      files[lesson.name + PageFormat.html.suffix] = Data(renderer.html(lesson, transcript, at: place).utf8)
    }
    if formats.contains(.markdown) {
      let page = renderer.markdown(lesson, transcript)
      files[lesson.name + PageFormat.markdown.suffix] = Data(page.text.utf8)
      let folder = lesson.name.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      for figure in page.figures { files[folder + figure.path] = Data(figure.svg.utf8) }
    }
    if formats.contains(.notebook) {
      files[lesson.name + PageFormat.notebook.suffix] = Notebook(lesson, transcript).bytes
    }
    self.files = files
  }

  var hashes: [String: String] { files.mapValues(contentHash) }
}

/// Where a lesson's page and record lie.
struct PageFolder: Sendable {
  private let folder: URL
  private let language: String
  private let name: String

  /// What a page's record is called, in a folder that has the page's name.
  static let recordName = "record.json"

  init(_ output: URL, _ file: LessonFile) { self.init(output, language: file.language, name: file.name) }

  /// - Parameter name: The page's path below the language's folder, without an extension.
  init(_ output: URL, language: String, name: String) {
    self.language = language
    folder = output.appending(path: language, directoryHint: .isDirectory)
    self.name = name
  }

  private var recordPath: String { "\(name)/\(Self.recordName)" }
  private var recordURL: URL { folder.appending(path: recordPath) }

  /// The record, if there is one that can be read.
  var record: Record? { Record.read(recordURL) }

  /// What writing a page did.
  struct Written {
    /// The hashes of all that was written, by path in the output.
    let hashes: [String: String]
    /// Files that an earlier page had and this one lacks, and that somebody else has changed since.
    let left: [String]

    /// A warning for each file that is no longer made.
    func left(of lesson: LessonOutline) -> [Diagnostic] {
      left.map {
        Diagnostic(
          .warning, path: lesson.path, at: nil,
          "'\($0)' is no longer made, and was changed by hand since: it is left as it is")
      }
    }
  }

  /// Whether all files of a page lie where its own files belong.
  func areOwn(_ pages: Pages) -> Bool { pages.files.keys.allSatisfy(isOwn) }

  /// Writes a page, its record last, and removes what an earlier page had and this one lacks.
  func write(_ pages: Pages, _ record: Record, replacing old: Record?) throws -> Written {
    for (path, bytes) in pages.files.sorted(by: { $0.key < $1.key }) {
      try AtomicFile.write(bytes, to: folder.appending(path: path))
    }
    let recordBytes = try record.bytes
    try AtomicFile.write(recordBytes, to: recordURL)
    let left = old.map { removeUnmade($0, by: pages) } ?? []
    var hashes = record.files
    hashes[recordPath] = contentHash(recordBytes)
    return Written(
      hashes: Dictionary(uniqueKeysWithValues: hashes.map { ("\(language)/\($0.key)", $0.value) }), left: left
    )
  }

  /// - Returns: what is not as the record has it, and is left.
  private func removeUnmade(_ old: Record, by pages: Pages) -> [String] {
    old.files.sorted { $0.key < $1.key }.compactMap { path, hash in
      let file = folder.appending(path: path)
      guard isOwn(path), pages.files[path] == nil, let bytes = try? Data(contentsOf: file) else { return nil }
      guard contentHash(bytes) == hash else { return file.relativePath }
      try? FileManager.default.removeItem(at: file)
      return nil
    }
  }

  /// The formats of the files that a record names.
  func formats(of record: Record) -> Set<PageFormat> {
    Set(PageFormat.allCases.filter { record.files[name + $0.suffix] != nil })
  }

  /// Removes the page, its figures and its record, and the folders that are empty then.
  func remove() throws(RunnerFailure) {
    let files = FileManager.default
    let own = folder.appending(path: name)
    let figures = ((try? files.contentsOfDirectory(atPath: own.path)) ?? []).filter { $0.hasSuffix(".svg") }
    // The record goes last, so that a removal that was cut short goes on the next time.
    let pages = PageFormat.allCases.map { name + $0.suffix }
    for path in pages + figures.map({ "\(name)/\($0)" }) + [recordPath] {
      let file = folder.appending(path: path)
      guard files.fileExists(atPath: file.path) else { continue }
      do { try files.removeItem(at: file) } catch {
        throw RunnerFailure("'\(file.relativePath)' cannot be removed: \(error.localizedDescription)")
      }
    }
    var parts = name.split(separator: "/")
    while !parts.isEmpty, rmdir(folder.appending(path: parts.joined(separator: "/")).path) == 0 {
      parts.removeLast()
    }
  }

  /// A record's paths are believed only where this page and its figures lie.
  private func isOwn(_ path: String) -> Bool {
    let isFigure =
      path.hasPrefix(name + "/") && path.hasSuffix(".svg") && !path.split(separator: "/").contains("..")
    return isFigure || PageFormat.allCases.contains { path == name + $0.suffix }
  }

  /// The files of a page that are not there or differ, by their path.
  func stale(_ pages: Pages) -> [String] {
    pages.files.filter { path, bytes in (try? Data(contentsOf: folder.appending(path: path))) != bytes }
      .map { folder.appending(path: $0.key).relativePath }.sorted()
  }
}
