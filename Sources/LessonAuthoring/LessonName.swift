import Foundation
import LessonStorage

/// The name of a lesson that does not exist yet: its path below the language's folder without `.md`.
///
/// Names become files, addresses and anchors, so they are made of letters, digits, hyphens and underscores.
package struct LessonName: Hashable, Sendable {
  /// The path, parts separated by `/`.
  package let path: String

  /// Checks and makes a name.
  ///
  /// - Throws: `UsageFailure` that says what is wrong with the name.
  package init(_ name: String) throws(UsageFailure) {
    func refuse(_ reason: String) -> UsageFailure {
      UsageFailure("a lesson cannot be called '\(name)': \(reason)")
    }
    guard !name.hasSuffix(".md") else { throw refuse("give the name without '.md'") }
    for part in name.split(separator: "/", omittingEmptySubsequences: false) {
      guard part.wholeMatch(of: #/[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*/#) != nil else {
        throw refuse(
          "names are letters, digits, '-' and '_', beginning with a letter or digit; '/' separates folders")
      }
      guard part.utf8.count <= Self.mostBytes else {
        throw refuse("it is longer than \(Self.mostBytes) bytes")
      }
    }
    guard name.lowercased() != "index" else { throw refuse("that is the page of the list of lessons") }
    path = name
  }

  /// The maximum bytes of one part; with extensions and temporary suffixes, it stays within the limits of file systems.
  private static let mostBytes = 200

  /// The title derived from the name: `GradientClipping` and `gradient-clipping` become “Gradient clipping”.
  package var title: String {
    let last = String(path.split(separator: "/").last ?? "")
    let spaced = last.replacing(#/[-_]+/#, with: " ")
      .replacing(#/(\p{Ll}|\p{N})(\p{Lu}\p{Ll})/#) { "\($0.1) \($0.2.lowercased())" }
      .replacing(#/(\p{Ll})(\p{Lu}{2,})/#) { "\($0.1) \($0.2)" }
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }
}
