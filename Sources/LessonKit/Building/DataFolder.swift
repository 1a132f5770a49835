import Foundation

/// The folder of data that lessons may require, each data set a folder in it.
struct DataFolder: Sendable {
  private let path: String

  init(_ path: String) { self.path = path }

  /// The names that the front matter requires and that are not there.
  func missing(_ required: [String]) -> [String] { required.filter { !isThere($0) } }

  /// The folders of data sets by name.
  func folders(_ required: [String]) -> [String: String] {
    Dictionary(required.map { ($0, url($0).path) }, uniquingKeysWith: { first, _ in first })
  }

  /// The hash of each data set's contents, names of files included.
  func hashes(_ required: [String], _ hashes: FileHashes) -> [String: String] {
    Dictionary(
      required.map { name in
        let folder = url(name).path
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return (
          name, contentHash(of: paths.sorted().map { "\($0) \(hashes.hash(of: folder + "/" + $0) ?? "")" })
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// How a data set is told to be missing.
  func description(of name: String) -> String { "\(path)/\(name)" }

  private func url(_ name: String) -> URL {
    URL(filePath: path, directoryHint: .isDirectory).appending(path: name, directoryHint: .isDirectory)
      .standardizedFileURL.resolvingSymlinksInPath()
  }

  private func isThere(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return !name.contains("/") && !name.hasPrefix(".")
      && FileManager.default.fileExists(atPath: url(name).path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
