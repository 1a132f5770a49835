import Foundation
import LessonStorage

/// Searches for lessons below the lessons' folder, and holds what was found.
package struct LessonSearch: Sendable {
  /// The lessons, in the order of their paths.
  package private(set) var files: [LessonFile] = []
  /// An error for each lesson that would have another's page, for each symbolic link that is not followed,
  /// and for each folder that cannot be read; a warning for each whose name differs from another's in capitals only.
  package internal(set) var strays: [Diagnostic] = []
  /// The paths that were not searched, relative to the lessons' folder and without `.md`: symbolic links that are not
  /// followed, and folders that cannot be read.
  package internal(set) var unknown: [String] = []
  /// All folders that were searched, as the user knows them.
  package private(set) var folders: [String] = []
  package let project: ProjectFolder

  /// The maximum number of folders that are searched. Symbolic links can make more paths than there are folders.
  static let mostFolders = 10_000

  let root: String
  /// The language of lessons that lie in no language's folder.
  private let language: String
  /// The pages found, by name. Names that differ only in their form of Unicode are equal keys.
  private var pages: [String: String] = [:]
  /// The paths of the pages found, by name in small letters.
  private var foldedPages: [String: String] = [:]
  var isTooLarge = false

  /// - Parameters:
  ///   - root: The folder of all lessons, as the user named it.
  ///   - language: The language of lessons that lie in no language's folder.
  package init(_ root: String, language: String) throws(UsageFailure) {
    self.language = language
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    project = ProjectFolder(of: self.root)
    try LessonsRoot.check(self.root, of: project, named: root)
  }

  // MARK: Searching

  mutating func lookAtAll() { look(below: root, parts: [], inside: []) }

  /// Searches a file or folder that the user named.
  package mutating func look(at path: String) throws(UsageFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw UsageFailure("there is no '\(path)'") }
    guard status.isFolder || path.hasSuffix(".md") else {
      throw UsageFailure("'\(path)' is not a lesson: lessons are Markdown files that end in '.md'")
    }
    guard let parts = parts(of: path) else {
      throw UsageFailure("'\(path)' is not below the lessons folder '\(root)' (--lessons names another)")
    }
    let shown = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if let real = SymbolicLink.realPath(path), !project.contains(real) { return note(link: shown, parts) }
    if status.isFolder { return look(below: shown, parts: parts, inside: []) }
    add(path, parts)
  }

  /// - Parameter ancestors: The parent folders, so that a symbolic link to one of them ends the search.
  private mutating func look(below folder: String, parts: [String], inside ancestors: [FileIdentity]) {
    var status = stat()
    guard stat(folder, &status) == 0, !ancestors.contains(FileIdentity(status)) else { return }
    guard folders.count < Self.mostFolders else { return note(unreadable: folder, parts, ELOOP) }
    guard let entries = opendir(folder) else { return note(unreadable: folder, parts, errno) }
    var names: [String] = []
    while let entry = readdir(entries) {
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          if let text = String(validatingCString: name) { names.append(text) } else { note(name, in: folder) }
        }
      }
    }
    closedir(entries)
    folders.append(folder)
    for name in names.sorted() where !name.hasPrefix(".") {
      look(
        at: folder + "/" + name, parts: parts + [name], inside: ancestors + [FileIdentity(status)])
    }
  }

  private mutating func look(at path: String, parts: [String], inside ancestors: [FileIdentity]) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return note(unreadable: path, parts, errno) }
    if status.isLink {
      let real = SymbolicLink.realPath(path)
      guard let real, project.contains(real), stat(path, &status) == 0 else { return note(link: path, parts) }
    }
    if status.isFolder {
      look(below: path, parts: parts, inside: ancestors)
    } else if path.hasSuffix(".md"), parts != ["README.md"] {
      // A file that explains the folder is not a lesson.
      add(path, parts)
    }
  }

  /// The path below the lessons' folder as written; if it is not below it, the path with symbolic links resolved.
  private func parts(of path: String) -> [String]? {
    func below(_ path: String, _ root: String) -> [String]? {
      if path == root { return [] }
      let start = root == "/" ? root : root + "/"
      return path.hasPrefix(start) ? path.dropFirst(start.count).split(separator: "/").map(String.init) : nil
    }
    if let parts = below(RootedFolder.full(path), RootedFolder.full(root)) { return parts }
    guard let real = SymbolicLink.realPath(path), let realRoot = SymbolicLink.realPath(root) else {
      return nil
    }
    return below(real, realRoot)
  }

  // MARK: Results

  private mutating func add(_ path: String, _ parts: [String]) {
    let file = LessonFile(path, parts, language: language, in: project)
    if let other = pages.updateValue(path, forKey: file.page) {
      return strays.append(Diagnostic(path: path, at: nil, Self.clash(path, other)))
    }
    files.append(file)
    if let other = foldedPages.updateValue(path, forKey: file.page.lowercased()) {
      strays.append(Diagnostic(.warning, path: path, at: nil, Self.likeness(to: other)))
    }
  }

  package mutating func sort() {
    files.sort { $0.path < $1.path }
    strays.sort { $0.path < $1.path }
  }
}
