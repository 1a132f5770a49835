import LessonCore

/// A lesson: a Markdown file whose `swift-dt` blocks are run in order as one program.
///
/// It consists of its outline and its text.
@dynamicMemberLookup
package struct Lesson: Sendable {
  /// The lesson without its text.
  package let outline: LessonOutline
  /// The file's text.
  package let source: SourceText
  /// The Markdown as a tree, which contains blocks and expressions of the lesson by their indices.
  package var document: MarkdownNode
  /// The addresses in the text that are others on its page.
  package var addressEdits = SourceEdits()

  /// A property of the outline.
  package subscript<Value>(dynamicMember part: KeyPath<LessonOutline, Value>) -> Value {
    outline[keyPath: part]
  }
}
