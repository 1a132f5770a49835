/// One change of a source, by offsets in its UTF-8.
struct Mutant: Encodable {
  enum Form: String, Encodable {
    /// The changed text stands in for an expression.
    case expression
    /// A statement is left out.
    case statement
  }

  let path: String
  let form: Form
  let start: Int
  let end: Int
  /// Where the change is seen; on a line of a long expression.
  let place: Int
  /// What is changed, in short.
  let change: String
  /// The changed text.
  let text: String
}
