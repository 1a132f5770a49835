/// The identities of programs that were read before, so that an edit of prose need not read the code again.
struct ProgramCache: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("programs") }

  /// The identity of a lesson's program; `nil` when code like this has not been read by this build, or was wrong.
  func identity(of lesson: Lesson) -> ProgramIdentity? { folder.value(name(lesson)) }

  /// Keeps the identity of a lesson's program.
  func store(_ identity: ProgramIdentity, of lesson: Lesson) { folder.keep(identity, as: name(lesson)) }

  private func name(_ lesson: Lesson) -> String {
    contentHash(of: ["program 1", RunnerIdentity.current] + lesson.programText)
  }
}
