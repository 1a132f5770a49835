import Foundation
import LessonStorage

/// Finds documents: Markdown files outside of the lessons' folder.
package struct DocumentSearch {
  /// The maximum number of files and folders that are looked at below a folder.
  private static let mostEntries = 200_000

  private let settings: [ProjectSettings.Documents]
  private let lessons: String
  private let output: String

  /// - Parameters:
  ///   - settings: The documents of the project's settings.
  ///   - lessons: The folder of the lessons.
  ///   - output: The folder of the pages, in which nothing is looked for.
  package init(_ settings: [ProjectSettings.Documents], lessons: String, output: String) {
    self.settings = settings
    self.lessons = RootedFolder.full(lessons)
    self.output = RootedFolder.full(output)
  }

  /// Whether a path is that of a folder that contains the folder of the lessons.
  package func isAroundLessons(_ path: String) -> Bool {
    lessons.hasPrefix(RootedFolder.full(path) + "/") || RootedFolder.full(path) == "/"
  }

  /// Whether a path leads to no lesson, as it is written and with symbolic links resolved.
  package func isOutside(_ path: String) -> Bool {
    guard Self.isOutside(RootedFolder.full(path), of: lessons) else { return false }
    guard let real = SymbolicLink.realPath(path), let realLessons = SymbolicLink.realPath(lessons) else {
      return true
    }
    return Self.isOutside(real, of: realLessons)
  }

  private static func isOutside(_ full: String, of folder: String) -> Bool {
    full != folder && !full.hasPrefix(folder + "/")
  }

  /// Whether a file that was found is neither a lesson nor a page.
  private func isDocument(_ path: String) -> Bool {
    isOutside(path) && !RootedFolder.full(path).hasPrefix(output + "/")
  }

  /// The documents that the user names: files, or folders of files.
  ///
  /// - Parameter paths: Paths outside of the lessons' folder.
  package func documents(at paths: [String]) throws(UsageFailure) -> [DocumentFile] {
    var found: [String] = []
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else { throw UsageFailure("there is no '\(path)'") }
      if status.isFolder {
        let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        found += try Self.files(below: folder).map { folder == "." ? $0 : "\(folder)/\($0)" }.filter(
          isDocument)
      } else if path.hasSuffix(".md") {
        found.append(path)
      } else {
        throw UsageFailure("'\(path)' is no document: documents are Markdown files that end in '.md'")
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert(RootedFolder.full($0)).inserted }.map { path in
      DocumentFile(file: Self.file(path), rules: rules(of: path))
    }
  }

  /// All documents of the settings.
  package func all() throws(UsageFailure) -> [DocumentFile] {
    guard !settings.isEmpty else { return [] }
    let patterns = settings.map { $0.files.map(PathPattern.init) }
    var documents: [DocumentFile] = []
    for path in try Self.files(below: ".") where isDocument(path) {
      guard let index = patterns.firstIndex(where: { $0.contains { $0.matches(path) } }) else { continue }
      documents.append(DocumentFile(file: Self.file(path), rules: settings[index]))
    }
    return documents
  }

  /// A file of the project as a document, and whether the settings name it; `nil` for lessons and pages.
  package func document(_ path: String) -> (file: DocumentFile, isOfSettings: Bool)? {
    guard isDocument(path) else { return nil }
    let rules = rules(of: path)
    return (DocumentFile(file: Self.file(path), rules: rules), !rules.files.isEmpty)
  }

  /// The settings of a document; the defaults if it is none of the settings.
  private func rules(of path: String) -> ProjectSettings.Documents {
    let full = RootedFolder.full(path), current = RootedFolder.current + "/"
    guard full.hasPrefix(current) else { return .init(files: []) }
    let relative = String(full.dropFirst(current.count))
    return settings.first { $0.files.contains { PathPattern($0).matches(relative) } } ?? .init(files: [])
  }

  private static func file(_ path: String) -> LessonFile {
    LessonFile(path: path, language: "", name: path)
  }

  /// The Markdown files below a folder, without hidden folders and symbolic links, in order.
  private static func files(below folder: String) throws(UsageFailure) -> [String] {
    let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw UsageFailure(FileFailure(.read, folder, errno).description) }
    defer { close(opened) }
    var files: [String] = []
    collect(opened, "", &files)
    return files.sorted()
  }

  private static func collect(_ folder: Int32, _ path: String, _ files: inout [String]) {
    var folders: [String] = []
    FolderWalk.visit(folder, depth: 0) { entry in
      guard !entry.path.hasPrefix("."), let status = entry.status else { return true }
      let below = path.isEmpty ? entry.path : path + "/" + entry.path
      if status.isFolder { folders.append(entry.path) }
      if status.isFile, entry.path.hasSuffix(".md") { files.append(below) }
      return files.count < mostEntries
    }
    guard path.split(separator: "/").count < FolderWalk.mostDepth else { return }
    for name in folders.sorted() where files.count < mostEntries {
      let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      collect(inner, path.isEmpty ? name : path + "/" + name, &files)
      close(inner)
    }
  }
}
