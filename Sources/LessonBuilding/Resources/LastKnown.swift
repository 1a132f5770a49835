import LessonCore
import LessonSite
import Synchronization

/// What a call knew of all lessons when it had done what has changed.
struct KnownLessons: Sendable {
  let files: [LessonFile]
  /// What other pages say of them, by page.
  let entries: [String: LessonEntry]
  let states: [String: LessonStates.State]
}

/// What the last call knew of all lessons. A call takes it, and puts it back when it has done what has changed.
final class LastKnown: Sendable {
  private let known = Mutex<KnownLessons?>(nil)

  func take() -> KnownLessons? {
    known.withLock { known in
      defer { known = nil }
      return known
    }
  }

  func put(_ value: KnownLessons?) { known.withLock { $0 = value } }
}
