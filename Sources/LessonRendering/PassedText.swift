import LessonCore
import LessonDocument

/// The output of `passthrough` blocks: Markdown that no parser has checked yet.
package enum PassedText {
  /// An error for each block whose output exceeds the limits of Markdown.
  package static func problems(_ lesson: LessonOutline, _ transcript: Transcript) -> [Diagnostic] {
    zip(lesson.blocks, transcript.blocks).compactMap { block, given in
      guard block.options.passesThrough, let excess = given.results.lazy.compactMap(excess).first else {
        return nil
      }
      return Diagnostic(
        path: lesson.path, at: block.fence,
        "what this block printed is no Markdown for a page: in its line \(excess.line), \(excess.message)")
    }
  }

  private static func excess(in result: BlockTranscript.Result) -> MarkdownExcess? {
    guard case .printed(let text) = result else { return nil }
    do {
      _ = try MarkdownReader.read(SourceText(text))
      return nil
    } catch {
      return error
    }
  }
}
