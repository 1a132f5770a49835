import LessonCore
import LessonStorage

/// A lesson's program as a runnable shared object in its own folder.
package struct CompiledLesson: Sendable {
  package let program: WrittenProgram
  package let lesson: LessonOutline
  /// The Swift file that was compiled.
  package let source: GeneratedSource
  /// The shared object.
  let object: String
  /// What the compiler said of `fail` blocks, by the block's index.
  let messages: [Int: String]
  /// What the compiler said of lines that must not compile, by the expectation's place.
  let refusals: [Int: FoundResult]
  /// The modules of the project that it uses.
  let modules: LessonModules
  package let folder: TemporaryFolder
  /// With how many threads it trains. Its results are the same with any number.
  package var threads = 1
  /// The attempts at exercises that compile.
  var attempts: [CompiledAttempt] = []

  /// Removes the objects, which can then no longer be run.
  package func discard() {
    folder.remove()
    for attempt in attempts { attempt.folder.remove() }
  }
}
