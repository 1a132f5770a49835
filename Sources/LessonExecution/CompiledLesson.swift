import LessonCore
import LessonStorage

/// A lesson's program as a shared object that can be run, in a folder of its own.
package struct CompiledLesson: Sendable {
  package let program: WrittenProgram
  package let lesson: LessonOutline
  /// The Swift file that was compiled.
  package let source: GeneratedSource
  /// The shared object.
  let object: String
  /// What the compiler said of `fail` blocks, by the block's index.
  let messages: [Int: String]
  package let folder: TemporaryFolder

  /// Removes the object; it cannot be run any more.
  package func discard() { folder.remove() }
}
