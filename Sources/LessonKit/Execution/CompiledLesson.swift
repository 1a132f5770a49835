/// A lesson's program as a shared object that can be run, in a folder of its own.
struct CompiledLesson: Sendable {
  let program: WrittenProgram
  let lesson: LessonOutline
  /// The Swift file that was compiled.
  let source: GeneratedSource
  /// The shared object.
  let object: String
  /// What the compiler said of `fail` blocks, by the block's index.
  let messages: [Int: String]
  let folder: TemporaryFolder

  /// Removes the object; it cannot be run any more.
  func discard() { folder.remove() }
}
