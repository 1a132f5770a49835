import Foundation

/// The identities of programs that were read before, so that an edit of prose need not read the code again.
struct ProgramCache: Sendable {
  private let folder: URL

  /// - Parameter folder: Where the entries lie; made when the first is written.
  init(folder: URL) { self.folder = folder.appending(path: "programs") }

  /// The identity of a lesson's program; `nil` when code like this has not been read by this build, or was wrong.
  func identity(of lesson: Lesson) -> ProgramIdentity? { CheckedFile.read(url(lesson)) }

  /// Keeps the identity of a lesson's program.
  func store(_ identity: ProgramIdentity, of lesson: Lesson) throws {
    try CheckedFile.write(identity, to: url(lesson))
  }

  private func url(_ lesson: Lesson) -> URL {
    folder.appending(
      path: contentHash(of: ["program 1", RunnerIdentity.current] + lesson.programText) + ".json")
  }
}
