import Formulas
import LessonDocument
import LessonMarkup

/// The formulas of a page as markup, kept since texts repeat the same symbols.
struct WrittenFormulas {
  private struct Key: Hashable {
    let text: String
    let isDisplay: Bool
  }

  private var known: [Key: String] = [:]
  /// The characters of all formulas so far.
  private(set) var drawn: Set<Unicode.Scalar> = []

  /// - Parameter id: The anchor of a displayed formula.
  mutating func markup(of formula: Formula, id: String?) -> String {
    let key = Key(text: formula.written, isDisplay: formula.isDisplay)
    if !formula.usesNumbers, let markup = known[key] { return markup }
    let element = formula.element(id: id)
    let markup = element.markup
    drawn.formUnion(element.drawnInFormulas)
    known[key] = markup
    return markup
  }
}
