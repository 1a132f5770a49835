import Foundation
import LessonCore
import LessonWords

extension NewLesson {
  /// A small lesson that shows the parts of a lesson.
  ///
  /// - Parameter language: The language of its first sentences, if we have words for it.
  static func template(title: String, language: Language = Language("en")) -> String {
    let words = TemplateWords(language)
    return """
      ---
      title: \(quoted(title))
      description: \(quoted(words.summary))
      seed: 1
      ---

      # \(heading(title))

      \(words.opening)

      ```swift-dt id=descent
      var w = Tensor([2.0, -1.0])
      var losses: [Double] = []
      for _ in 0..<20 {
        let (loss, gradient) = valueAndGradient(at: w) { w in (w * w).sum() }
        losses.append(loss.scalar)
        w -= 0.1 * gradient
      }
      Chart(x: "step", y: "loss", [Series("loss", losses)])
      ```

      \(words.results)

      ## \(words.tasks)

      1. \(words.task)

      """
  }

  /// A text of YAML in double quotes.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// The title as Markdown: characters that would begin markup or a formula are escaped.
  private static func heading(_ title: String) -> String {
    title.map { "\\`*_[]<>#$&|~!".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}
