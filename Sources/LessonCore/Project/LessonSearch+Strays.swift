import Foundation
import LessonStorage

/// What is said of files and folders that are not lessons, or cannot be.
extension LessonSearch {
  static func likeness(to other: String) -> String {
    "the name of this lesson differs from that of '\(other)' in capital letters only, so that one of them, and its page, "
      + "is lost on file systems that do not tell these apart, as on macOS and Windows: rename one"
  }

  static func clash(_ path: String, _ other: String) -> String {
    // Swift strings are equal if they are canonically equivalent, even if their bytes differ.
    path == other
      ? "another file's name has the same letters in another form of Unicode, so both would have one page: rename one"
      : "this lesson would have the same page as '\(other)': remove or rename one"
  }

  /// A file whose name is not valid UTF-8 has no page and cannot be named in a report.
  mutating func note(_ name: UnsafePointer<CChar>, in folder: String) {
    strays.append(
      Diagnostic(
        path: folder, at: nil, "the name '\(String(cString: name))' in this folder is not UTF-8: rename it"))
  }

  mutating func note(link: String, _ parts: [String]) {
    unknown.append(Self.page(parts))
    guard link.hasSuffix(".md") || parts.count == 1 || Self.holdsLessons(link) else { return }
    let target = SymbolicLink.realPath(link) ?? SymbolicLink.target(of: link) ?? "nothing"
    strays.append(
      Diagnostic(
        path: link, at: nil,
        "this link leads to '\(target)', which is outside the project or not there, and is not followed: put the files "
          + "here, or name the folder that it leads to by --lessons"))
  }

  mutating func note(unreadable path: String, _ parts: [String], _ code: Int32) {
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
}
