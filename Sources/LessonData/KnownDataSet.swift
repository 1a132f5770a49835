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

  /// The data sets there are.
  package static let all = [mnist]

  /// The data set of a name.
  package static func named(_ name: String) throws(UsageFailure) -> KnownDataSet {
    if let found = all.first(where: { $0.name == name }) { return found }
    let names = all.map(\.name)
    let hint =
      nearestWord(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? "known is \(names.joined(separator: ", "))"
    throw UsageFailure("no data set '\(name)' is known: \(hint)")
  }

  private static let mnist = KnownDataSet(
    name: "mnist", title: "handwritten digits (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0)",
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist", "https://ossci-datasets.s3.amazonaws.com/mnist",
      "http://yann.lecun.com/exdb/mnist",
    ],
    files: [
      File(
        name: "train-images-idx3-ubyte", size: 47_040_016, packedSize: 9_912_422,
        hash: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
      File(
        name: "t10k-images-idx3-ubyte", size: 7_840_016, packedSize: 1_648_877,
        hash: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
      File(
        name: "train-labels-idx1-ubyte", size: 60_008, packedSize: 28_881,
        hash: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
      File(
        name: "t10k-labels-idx1-ubyte", size: 10_008, packedSize: 4_542,
        hash: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ])
}
