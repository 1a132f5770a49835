import Foundation
import LessonStorage

/// The folder of all lessons, before it is searched.
enum LessonsRoot {
  /// Whether the folder can be searched.
  ///
  /// - Parameters:
  ///   - path: The folder, without a slash at its end.
  ///   - root: The folder as the user named it.
  /// - Throws: What is wrong with it, and what to do.
  static func check(_ path: String, of project: ProjectFolder, named root: String) throws(UsageFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if let target = SymbolicLink.target(of: path) {
        throw UsageFailure(
          "'\(root)' is a link to '\(target)', which does not exist (--lessons names a folder)")
      }
      guard errno == ENOENT else { throw UsageFailure(FileFailure(.read, path, errno).description) }
      let above = folderAbove(with: path).map {
        " in the current folder, but there is one in '\($0)': run the command there, after 'cd \($0)'"
      }
      throw UsageFailure("there is no lessons folder '\(root)'\(above ?? "") (--lessons names another)")
    }
    guard status.isFolder else { throw UsageFailure("'\(root)' is not a folder: --lessons names a folder") }
    if let real = SymbolicLink.realPath(path), !project.contains(real) {
      throw UsageFailure(
        "'\(root)' leads to '\(real)', which is outside the project '\(project.realPath)'; to use that folder, "
          + "name it by --lessons")
    }
    guard let entries = opendir(path) else {
      throw UsageFailure(FileFailure(.read, path, errno).description)
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
}
