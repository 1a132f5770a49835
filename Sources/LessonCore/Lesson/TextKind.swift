/// What the author of some code wrote around it, for messages about its run.
package enum TextKind: Sendable, Hashable {
  case lesson, document

  package var plural: String { self == .lesson ? "lessons" : "documents" }

  /// A message about a lesson as one about this kind of text.
  package func named(_ message: String) -> String {
    switch self {
    case .lesson: message
    case .document: message.replacing(#/\b(?<word>the|this) lesson\b/#) { "\($0.output.word) document" }
    }
  }
}

extension LessonOutline {
  /// Whether the code is that of a lesson, or of a document.
  package var kind: TextKind { document == nil ? .lesson : .document }
}
