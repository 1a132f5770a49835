/// The Swift language mode in which a lesson is compiled, from `swift:` in its front matter.
package enum LanguageMode: Int, Codable, Sendable, Hashable, CaseIterable {
  /// The rules of Swift 5 with the syntax changes of Swift 6, and no checks for data races.
  case swift5 = 5
  /// The rules of Swift 6, with all code isolated to the main actor by default.
  case swift6 = 6
}
