import Foundation
import LessonStorage

/// What the trainings of a lesson gave, each in a file that says itself whether it is whole.
///
/// Each lesson has a folder of its own, since a lesson writes what is kept and could write what it likes: it can falsify
/// its own page only.
package struct TrainingCache: Sendable {
  private static let mostFilesOfRun = 256

  /// The folder; a lesson's process may read it.
  package let folder: RootedFolder
  /// Is told why results could not be kept.
  package var trouble = CacheTrouble()

  package init(folder: RootedFolder, trouble: CacheTrouble = CacheTrouble()) {
    self.folder = folder
    self.trouble = trouble
  }

  /// Makes the folder, so that it can be read.
  package func make() throws(FileFailure) { try folder.makeFolder() }

  /// Takes the new results that a lesson's process left in a folder, which may hold anything.
  func take(from new: String) {
    var rest = SealedTraining.mostBytesOfRun
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: new)) ?? []).sorted().prefix(
      Self.mostFilesOfRun)
    where SHA256.isWritten(in: name) {
      let most = min(rest, SealedTraining.mostBytes) + SHA256.byteCount
      // Nothing that a link leads to.
      guard let bytes = BoundedFile.read(new + "/" + name, atMost: most + 1, followingLinks: false),
        bytes.count <= most, SealedTraining.content(bytes) != nil
      else { continue }
      rest -= bytes.count
      do throws(FileFailure) { try folder.write(bytes, to: name) } catch { return trouble.note(error) }
    }
  }
}
