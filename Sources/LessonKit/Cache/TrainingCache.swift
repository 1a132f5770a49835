import Foundation

/// What the trainings of a lesson gave, each in a file that says itself whether it is whole.
///
/// Each lesson has a folder of its own, since a lesson writes what is kept and could write what it likes: it can falsify
/// its own page only.
struct TrainingCache: Sendable {
  /// Bytes that one training may leave.
  static let mostBytesOfTraining = 32 << 20
  /// Bytes that all trainings of a run may leave.
  static let mostBytesOfRun = 128 << 20
  private static let mostFilesOfRun = 256

  /// The folder; a lesson's process may read it.
  let folder: RootedFolder
  /// Is told why results could not be kept.
  var trouble = CacheTrouble()

  /// Makes the folder, so that it can be read.
  func make() throws(FileFailure) { try folder.makeFolder() }

  /// Takes the new results that a lesson's process left in a folder, which may hold anything.
  func take(from new: String) {
    var rest = Self.mostBytesOfRun
    let digest = #/[0-9a-f]{64}/#
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: new)) ?? []).sorted().prefix(
      Self.mostFilesOfRun)
    where name.wholeMatch(of: digest) != nil {
      let most = min(rest, Self.mostBytesOfTraining) + Self.sealBytes
      // Nothing that a link leads to.
      guard let bytes = BoundedFile.read(new + "/" + name, atMost: most + 1, followingLinks: false),
        bytes.count <= most, Self.content(bytes) != nil
      else { continue }
      rest -= bytes.count
      do throws(FileFailure) { try folder.write(bytes, to: name) } catch { return trouble.note(error) }
    }
  }

  // MARK: Seals

  private static let sealBytes = SHA256.byteCount

  /// Bytes behind their hash.
  static func sealed(_ bytes: Data) -> Data { Data(SHA256.hash(bytes)) + bytes }

  /// What stands behind a hash; `nil` when it is damaged.
  static func content(_ bytes: Data) -> Data? {
    let content = Data(bytes.dropFirst(sealBytes))
    return bytes.count >= sealBytes && Data(SHA256.hash(content)) == bytes.prefix(sealBytes)
      ? content : nil
  }
}
