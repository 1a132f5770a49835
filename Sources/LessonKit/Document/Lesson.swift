/// A lesson: a Markdown file whose `swift-dt` blocks are run in order as one program.
///
/// It has everything that its outline has, and its text.
@dynamicMemberLookup
public struct Lesson: Sendable {
  /// What the lesson is without its text.
  public let outline: LessonOutline
  /// The file's text.
  public let source: SourceText
  /// The Markdown as a tree, in which blocks and expressions of the lesson stand by their indices.
  public let document: MarkdownNode

  /// A part of the outline.
  public subscript<Value>(dynamicMember part: KeyPath<LessonOutline, Value>) -> Value {
    outline[keyPath: part]
  }
}
