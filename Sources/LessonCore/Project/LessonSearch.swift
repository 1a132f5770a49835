import Foundation
import LessonStorage

/// Searches for lessons below the lessons' folder, and holds what was found.
package struct LessonSearch: Sendable {
  /// The lessons, in the order of their paths.
  package private(set) var files: [LessonFile] = []
  /// An error for each lesson that would have another's page, for each symbolic link that is not followed,
  /// and for each folder that cannot be read; a warning for each whose name differs from another's in capitals only.
  package private(set) var strays: [Diagnostic] = []
  /// The paths that were not searched, relative to the lessons' folder and without `.md`: symbolic links that are not
  /// followed, and folders that cannot be read.
  package private(set) var unknown: [String] = []
  /// All folders that were searched, as the user knows them.
  package private(set) var folders: [String] = []
  package let project: ProjectFolder

  /// The maximum number of folders that are searched. Symbolic links can make more paths than there are folders.
  private static let mostFolders = 10_000

  private let root: String
  /// The language of lessons that lie in no language's folder.
  private let language: String
  /// The pages found, by name. Names that differ only in their form of Unicode are equal keys.
  private var pages: [String: String] = [:]
  /// The paths of the pages found, by name in small letters.
  private var foldedPages: [String: String] = [:]
  private var isTooLarge = false

  /// - Parameters:
  ///   - root: The folder of all lessons, as the user named it.
  ///   - language: The language of lessons that lie in no language's folder.
  package init(_ root: String, language: String) throws(UsageFailure) {
    self.language = language
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    project = ProjectFolder(of: self.root)
    var status = stat()
    guard stat(self.root, &status) == 0 else {
      if let target = SymbolicLink.target(of: self.root) {
        throw UsageFailure(
          "'\(root)' is a link to '\(target)', which does not exist (--lessons names a folder)")
      }
      guard errno == ENOENT else { throw UsageFailure(FileFailure(.read, self.root, errno).description) }
      let above = Self.folderAbove(with: self.root).map {
        " in the current folder, but there is one in '\($0)': run the command there, after 'cd \($0)'"
      }
      throw UsageFailure("there is no lessons folder '\(root)'\(above ?? "") (--lessons names another)")
    }
    guard status.isFolder else { throw UsageFailure("'\(root)' is not a folder: --lessons names a folder") }
    if let real = SymbolicLink.realPath(self.root), !project.contains(real) {
      throw UsageFailure(
        "'\(root)' leads to '\(real)', which is outside the project '\(project.realPath)'; to use that folder, "
          + "name it by --lessons")
    }
    guard let entries = opendir(self.root) else {
      throw UsageFailure(FileFailure(.read, self.root, errno).description)
    }
    closedir(entries)
  }

  /// The nearest folder above the current one that contains a folder of lessons, as a relative path.
  private static func folderAbove(with lessons: String) -> String? {
    guard !lessons.hasPrefix("/") else { return nil }
    var above = ".."
    for _ in RootedFolder.current.split(separator: "/") {
      var status = stat()
      if stat(above + "/" + lessons, &status) == 0, status.isFolder { return above }
      above += "/.."
    }
    return nil
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

  private static func likeness(to other: String) -> String {
    "the name of this lesson differs from that of '\(other)' in capital letters only, so that one of them, and its page, "
      + "is lost on file systems that do not tell these apart, as on macOS and Windows: rename one"
  }

  private static func clash(_ path: String, _ other: String) -> String {
    // Swift strings are equal if they are canonically equivalent, even if their bytes differ.
    path == other
      ? "another file's name has the same letters in another form of Unicode, so both would have one page: rename one"
      : "this lesson would have the same page as '\(other)': remove or rename one"
  }

  /// A file whose name is not valid UTF-8 has no page and cannot be named in a report.
  private mutating func note(_ name: UnsafePointer<CChar>, in folder: String) {
    strays.append(
      Diagnostic(
        path: folder, at: nil, "the name '\(String(cString: name))' in this folder is not UTF-8: rename it"))
  }

  private mutating func note(link: String, _ parts: [String]) {
    unknown.append(Self.page(parts))
    guard link.hasSuffix(".md") || parts.count == 1 || Self.holdsLessons(link) else { return }
    let target = SymbolicLink.realPath(link) ?? SymbolicLink.target(of: link) ?? "nothing"
    strays.append(
      Diagnostic(
        path: link, at: nil,
        "this link leads to '\(target)', which is outside the project or not there, and is not followed: put the files "
          + "here, or name the folder that it leads to by --lessons"))
  }

  private mutating func note(unreadable path: String, _ parts: [String], _ code: Int32) {
    // An entry that has disappeared meanwhile is ignored.
    guard code != ENOENT else { return }
    unknown.append(Self.page(parts))
    if folders.count < Self.mostFolders {
      strays.append(Diagnostic(path: path, at: nil, FileFailure(.read, path, code).description))
    } else if !isTooLarge {
      isTooLarge = true
      strays.append(
        Diagnostic(
          path: path, at: nil,
          "no more than \(Self.mostFolders) folders are looked at, and there are more below '\(root)': perhaps links "
            + "between folders lead in circles"))
    }
  }

  private static func page(_ parts: [String]) -> String {
    let path = parts.joined(separator: "/")
    return path.hasSuffix(".md") ? String(path.dropLast(".md".count)) : path
  }

  /// Whether the first 1,000 entries of a link's target include Markdown files.
  private static func holdsLessons(_ link: String) -> Bool {
    guard let entries = opendir(link) else { return false }
    defer { closedir(entries) }
    for _ in 0..<1_000 {
      guard let entry = readdir(entries) else { return false }
      let isLesson = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0).hasSuffix(".md") }
      }
      if isLesson { return true }
    }
    return false
  }

  package mutating func sort() {
    files.sort { $0.path < $1.path }
    strays.sort { $0.path < $1.path }
  }
}

/// Identifies a file on this machine.
private struct FileIdentity: Hashable {
  let device: UInt
  let number: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
  }
}
