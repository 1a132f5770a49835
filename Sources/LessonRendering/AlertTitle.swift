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
    case .hint: hint
    }
  }

  /// What stands above something folded.
  func title(of fold: MarkdownNode.Fold) -> String {
    switch fold {
    case .answer: answer
    case .solution: solution
    case .check: check
    }
  }
}
