/// The rules of Swift by which a lesson is compiled: what `swift:` in the front matter says.
package enum LanguageMode: Int, Codable, Sendable, Hashable, CaseIterable {
  /// The rules of Swift 5, with what Swift 6 changed in syntax. Data races are not looked for.
  case swift5 = 5
  /// The rules of Swift 6, in which all code is the main actor's unless it says otherwise.
  case swift6 = 6
}
