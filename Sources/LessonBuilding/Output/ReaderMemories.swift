import LessonCore
import LessonExecution
import LessonReading
import LessonStorage

/// What workers found out about lessons, by lesson, so that an edit of prose need not read the code again.
struct ReaderMemories: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("readings") }

  /// What the last worker that read a lesson found out; nothing when there was none of this build.
  func memory(of file: LessonFile) -> ReaderMemory { folder.value(name(file)) ?? ReaderMemory() }

  /// Keeps what a worker found out.
  func store(_ memory: ReaderMemory, of file: LessonFile) { folder.keep(memory, as: name(file)) }

  private func name(_ file: LessonFile) -> String {
    contentHash(of: ["reading 1", BuildIdentity.current, file.path, file.page])
  }
}
