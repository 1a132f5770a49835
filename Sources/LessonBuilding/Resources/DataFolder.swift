import Foundation
import LessonCore
import LessonStorage

/// The folder of data that lessons may require: each data set is a file or a folder in it.
///
/// Symbolic links are not followed, neither to a data set nor in a data set: otherwise a lesson could read the target
/// and show it on its page.
package struct DataFolder: Sendable {
  private let folder: RootedFolder

  /// The maximum number of files and folders of a data set.
  private static let mostFiles = 200_000

  package init(_ path: String) { folder = RootedFolder(path) }

  /// The names that the front matter requires and that are missing.
  package func missing(_ required: [String]) -> [String] { required.filter { !isThere($0) } }

  /// Why an existing data set cannot be used; `nil` if it can, or if it is missing.
  package func problem(with name: String) -> String? {
    guard isName(name) else { return nil }
    do throws(FileFailure) {
      guard folder.status(name)?.isFolder ?? false else {
        _ = try folder.openFile(name)
        return nil
      }
      let opened = try folder.open(name, O_RDONLY | O_DIRECTORY)
      return isTooLarge(opened)
        ? "'\(description(of: name))' has more than \(Self.mostFiles) files, or folders more than \(FolderWalk.mostDepth) deep"
        : nil
    } catch {
      return error.code == ENOENT ? nil : error.description
    }
  }

  private func isTooLarge(_ folder: OpenFile) -> Bool {
    var count = 0
    return !FolderWalk.visit(folder.descriptor) { entry in
      count += 1
      if case .tooDeep = entry.kind { return false }
      return count <= Self.mostFiles
    }
  }

  /// The files and folders of data sets by name, as paths without symbolic links.
  package func paths(_ required: [String]) -> [String: String] {
    Dictionary(required.map { ($0, folder.folder($0).realPath) }, uniquingKeysWith: { first, _ in first })
  }

  /// The hash of each data set's contents, names of files included.
  func hashes(_ required: [String], _ hashes: FileHashes) -> [String: String] {
    Dictionary(required.map { ($0, hash(of: $0, hashes)) }, uniquingKeysWith: { first, _ in first })
  }

  private func hash(of name: String, _ hashes: FileHashes) -> String {
    if isName(name), folder.status(name)?.isFile ?? false {
      return contentHash(of: ["file", hashes.hash(of: name, in: folder) ?? ""])
    }
    let set = folder.folder(name)
    var files: [(path: String, content: String)] = []
    if isName(name), let opened = try? set.open("", O_RDONLY | O_DIRECTORY) {
      FolderWalk.visit(opened.descriptor) { entry in
        guard let status = entry.status else { return true }
        let content =
          status.isFile
          ? hashes.hash(of: entry.path, in: set)
          // A symbolic link is hashed as its target's path.
          : status.isLink ? set.linkTarget(entry.path).map { "-> " + $0 } : nil
        files.append((entry.path, content ?? ""))
        return files.count <= Self.mostFiles
      }
    }
    return contentHash(of: files.sorted { $0.path < $1.path }.map { "\($0.path) \($0.content)" })
  }

  /// The path of a data set, as messages show it.
  package func description(of name: String) -> String { folder.shown(name) }

  private func isName(_ name: String) -> Bool { !name.contains("/") && !name.hasPrefix(".") && !name.isEmpty }

  private func isThere(_ name: String) -> Bool {
    guard isName(name), let status = folder.status(name) else { return false }
    return status.isFolder || status.isFile
  }

  // MARK: Advice

  /// The maximum number of names that a message lists.
  private static let mostListed = 20

  /// What can be required instead of names that are missing, as the rest of a sentence; empty if there is nothing.
  package func advice(for missing: [String]) -> String {
    let names = folder.names()
    if let path = missing.first(where: { $0.contains("/") }) {
      return "; '\(path)' is a path, and a name of a file or folder directly in '\(folder.path)' is expected"
    }
    guard !names.isEmpty else { return "" }
    let rest = names.count > Self.mostListed ? ", and \(names.count - Self.mostListed) more" : ""
    let list = "'\(folder.path)' are: " + names.prefix(Self.mostListed).joined(separator: ", ") + rest
    let near = missing.compactMap { nearestWord(to: $0, in: names) }.map { "'\($0)'" }
    return near.isEmpty
      ? "; in \(list)" : "; did you mean \(near.joined(separator: " and "))? In \(list)"
  }
}
