import Foundation
import LessonStorage

/// The results of a lesson's trainings, each in a file that can be checked for completeness.
///
/// Each lesson has its own folder, since a lesson's process writes the results and could write anything: so it can
/// falsify only its own page.
package struct TrainingCache: Sendable {
  private static let mostFilesOfRun = 256

  /// The folder; a lesson's process may read it.
  package let folder: RootedFolder
  /// Whether results of a run are not stored.
  package var isReadOnly = false
  /// Collects the reasons why results could not be stored.
  package var trouble = CacheTrouble()

  package init(folder: RootedFolder, trouble: CacheTrouble = CacheTrouble()) {
    self.folder = folder
    self.trouble = trouble
  }

  /// Makes the folder, so that a lesson's process can read it.
  package func make() throws(FileFailure) { try folder.makeFolder() }

  /// Stores the new results that a lesson's process left in a folder, whose contents are untrusted.
  func take(from new: String) {
    if isReadOnly { return }
    var rest = SealedTraining.mostBytesOfRun
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: new)) ?? []).sorted().prefix(
      Self.mostFilesOfRun)
    where SHA256.isWritten(in: name) {
      let most = min(rest, SealedTraining.mostBytes) + SHA256.byteCount
      // Symbolic links are not followed.
      guard let bytes = BoundedFile.read(new + "/" + name, atMost: most + 1, followingLinks: false),
        bytes.count <= most, SealedTraining.content(bytes) != nil
      else { continue }
      rest -= bytes.count
      do throws(FileFailure) { try folder.write(bytes, to: name) } catch { return trouble.note(error) }
    }
  }
}
