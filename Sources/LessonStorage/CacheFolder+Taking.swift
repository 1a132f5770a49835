import Foundation

extension CacheFolder {
  /// Takes the results of lessons and of their trainings from another cache: those that are missing here, and that are
  /// whole there.
  package func takeResults(of other: CacheFolder) {
    guard let folder, let from = other.folder else { return }
    for name in from.names("transcripts") where SHA256.isWritten(in: name.replacing(/\.json$/, with: "")) {
      take("transcripts/" + name, from, into: folder, isWhole: CheckedFile.isWhole)
    }
    for lesson in from.names("trainings") where SHA256.isWritten(in: lesson) {
      for name in from.names("trainings/" + lesson) where SHA256.isWritten(in: name) {
        take("trainings/\(lesson)/\(name)", from, into: folder) { SealedTraining.content($0) != nil }
      }
    }
  }

  private func take(
    _ path: String, _ from: RootedFolder, into folder: RootedFolder, isWhole: (Data) -> Bool
  ) {
    guard folder.status(path) == nil, let bytes = from.bytes(path, atMost: CheckedFile.mostBytes),
      isWhole(bytes)
    else { return }
    do throws(FileFailure) { try folder.write(bytes, to: path) } catch { trouble.note(error) }
  }
}
