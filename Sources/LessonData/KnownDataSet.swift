import LessonCore
import LessonStorage

/// A data set that can be fetched for the lessons that require it.
package struct KnownDataSet: Sendable, Hashable {
  /// What front matter calls it, and its folder in the data folder.
  package let name: String
  /// What it is, whose it is and what it may be used for, on one line.
  package let title: String
  /// Addresses of folders that hold all of its files, the one to be tried first in front.
  package let mirrors: [String]
  /// Its files, the largest first, since that is the one that is waited for.
  package let files: [File]

  /// One file of a data set.
  package struct File: Sendable, Hashable {
    /// What it is called where it is not packed.
    package let name: String
    /// Bytes, unpacked.
    package let size: Int
    /// Bytes as it is fetched, packed by gzip: about, since not every server packs alike.
    package let packedSize: Int
    /// SHA-256 of the unpacked bytes, in hexadecimal; lessons read these, however they were packed.
    package let hash: String

    /// What it is called where it is packed.
    package var packedName: String { name + ".gz" }

    /// What it may be called in a folder; some unpackers write a point for the hyphen before `idx`.
    package var names: [String] {
      [name, name.replacing("-idx", with: ".idx")].flatMap { [$0, $0 + ".gz"] }
    }
  }

  /// Bytes to be fetched for the whole set, about.
  package var packedSize: Int { files.reduce(0) { $0 + $1.packedSize } }

  /// The data sets there are, each in a file of its own.
  package static let all = [
    mnist
  ]

  /// The data set of a name.
  package static func named(_ name: String) throws(UsageFailure) -> KnownDataSet {
    if let found = all.first(where: { $0.name == name }) { return found }
    let names = all.map(\.name)
    let hint =
      nearestWord(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? "known data sets: \(names.joined(separator: ", "))"
    throw UsageFailure("no data set '\(name)' is known; \(hint)")
  }
}
