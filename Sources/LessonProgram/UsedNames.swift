import LessonCore
import SwiftSyntax

extension CodeSyntax {
  /// Every name and operator in the code. Words of the language are among them, since a declaration can have their name
  /// between backquotes.
  var usedNames: Set<String> {
    var names: Set<String> = []
    for token in tree.tokens(viewMode: .sourceAccurate) {
      switch token.tokenKind {
      case .identifier, .dollarIdentifier: names.insert(token.identifierText)
      case .binaryOperator(let sign), .prefixOperator(let sign), .postfixOperator(let sign):
        names.insert(sign)
      case .keyword: names.insert(token.text)
      // These are operators of their own kind for the parser.
      case .exclamationMark, .postfixQuestionMark, .equal, .prefixAmpersand: names.insert(token.text)
      default: break
      }
    }
    return names
  }

  /// The modules that the code imports, in any branch of an `#if`.
  var importedModules: [String] { imports.compactMap { $0.path.first?.name.identifierText } }
}
