import LessonCore
import LessonStorage

/// A data set that can be fetched for the lessons that require it.
package struct KnownDataSet: Sendable, Hashable {
  /// Its name in front matter, which is also its folder in the data folder.
  package let name: String
  /// Its description, authors and licence, on one line.
  package let title: String
  /// Addresses of folders with all of its files, in the order in which they are tried.
  package let mirrors: [String]
  /// Its files, the largest first, since it takes longest to download.
  package let files: [File]

  /// One file of a data set.
  package struct File: Sendable, Hashable {
    /// The file's name when unpacked.
    package let name: String
    /// The unpacked size in bytes.
    package let size: Int
    /// The approximate size of the gzip file in bytes; servers compress differently.
    package let packedSize: Int
    /// SHA-256 in hexadecimal of the unpacked bytes, which are the same for every compression.
    package let hash: String

    /// The file's name when packed.
    package var packedName: String { name + ".gz" }

    /// The possible names in a folder; some unpackers write a dot instead of the hyphen before `idx`.
    package var names: [String] {
      [name, name.replacing("-idx", with: ".idx")].flatMap { [$0, $0 + ".gz"] }
    }
  }

  /// The approximate bytes to download for the whole data set.
  package var packedSize: Int { files.reduce(0) { $0 + $1.packedSize } }

  /// All data sets, each in its own file.
  package static let all = [
    mnist
  ]

  /// The data set with a name.
  package static func named(_ name: String) throws(UsageFailure) -> KnownDataSet {
    if let found = all.first(where: { $0.name == name }) { return found }
    let names = all.map(\.name)
    let hint =
      nearestWord(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? "known data sets: \(names.joined(separator: ", "))"
    throw UsageFailure("no data set '\(name)' is known; \(hint)")
  }
}
