import LessonDocument
import LessonWords

extension PageWords {
  /// The title of an alert in the page's language.
  package func title(of alert: MarkdownNode.Alert) -> String {
    switch alert {
    case .note: note
    case .tip: tip
    case .important: important
    case .warning: warning
    case .caution: caution
    case .aside: aside
    case .predict: predict
    }
  }
}
