import Foundation
import LessonStorage

/// A package in a folder, whose sources can change at any time.
struct LocalPackage: Codable, Hashable, Sendable {
  let identity: String
  let path: String
  /// The folders of its targets, relative to `path`.
  let targets: [String]

  /// The maximum number of files.
  private static let mostFiles = 20_000

  /// The digest of its manifests and of the files of its targets: their paths in the package and their contents.
  var digest: String {
    let root = RootedFolder(path)
    let manifests = root.names().filter { $0.hasPrefix("Package") && $0.hasSuffix(".swift") }
    let files = (manifests + targets.flatMap { Self.files(in: $0, of: root) }).sorted()
    return contentHash(of: files.flatMap { [$0, root.hash($0) ?? root.linkTarget($0) ?? ""] })
  }

  /// The folders in which files can change, as absolute paths.
  var folders: [String] { [path] + targets.flatMap { FolderWalk.folders(from: path + "/" + $0) } }

  private static func files(in target: String, of root: RootedFolder) -> [String] {
    guard let folder = try? root.open(target, O_RDONLY | O_DIRECTORY) else { return [] }
    var files: [String] = []
    FolderWalk.visit(folder.descriptor) { entry in
      let isHidden = entry.path.split(separator: "/").contains { $0.hasPrefix(".") }
      if let status = entry.status, !status.isFolder, !isHidden { files.append(target + "/" + entry.path) }
      return files.count < mostFiles
    }
    return files
  }
}

extension LocalPackage {
  /// What `swift package describe` tells of a package.
  private struct Description: Decodable {
    struct Target: Decodable {
      let path: String
      let type: String
    }
    let targets: [Target]
  }

  /// - Parameter description: The output of `swift package describe --type json`.
  init(_ package: ResolvedPackage, description: Data) throws {
    let targets = try JSONDecoder().decode(Description.self, from: description).targets
    self.init(
      identity: package.identity, path: package.path,
      targets: targets.filter { $0.type != "test" }.map(\.path).sorted())
  }
}
