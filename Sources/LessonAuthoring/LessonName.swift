import Foundation
import LessonCore
import LessonStorage

/// The name of a lesson that does not exist yet: its path below the language's folder without `.md`.
///
/// Every name is possible whose file a build finds.
package struct LessonName: Hashable, Sendable {
  /// The path, parts separated by `/`.
  package let path: String

  /// Checks and makes a name.
  ///
  /// - Parameter name: The path below the language's folder, with or without `.md`.
  /// - Throws: `UsageFailure` that says what is wrong with the name.
  package init(_ name: String) throws(UsageFailure) {
    func refuse(_ reason: String) -> UsageFailure {
      UsageFailure("a lesson cannot be called '\(name)': \(reason)")
    }
    let path = name.hasSuffix(".md") ? String(name.dropLast(".md".count)) : name
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if let problem = Self.problem(with: part) { throw refuse(problem) }
    }
    guard path.utf8.count <= Self.mostBytesOfPath else {
      throw refuse("it is longer than \(Self.mostBytesOfPath) bytes")
    }
    self.path = path
  }

  /// The maximum bytes of one part; with extensions and temporary suffixes, it stays within the limits of file systems.
  private static let mostBytes = 200
  private static let mostBytesOfPath = 2_000

  /// Why a part between two `/` cannot be the name of a file or folder; `nil` if it can.
  private static func problem(with part: Substring) -> String? {
    if part.isEmpty { return "a part of it is empty; '/' separates folders" }
    if part == ".." || part == "." { return "'\(part)' leads to another folder; name the folder itself" }
    if part.hasPrefix(".") {
      return "files and folders whose names begin with '.' are hidden, and no lessons"
    }
    if part.hasPrefix("-") { return "a name that begins with '-' reads as an option of commands" }
    if part.allSatisfy(\.isWhitespace) { return "a part of it is blank" }
    if part.unicodeScalars.contains(where: isInvisible) {
      return "it has control characters, or others that cannot be seen"
    }
    return part.utf8.count > mostBytes ? "it has a part longer than \(mostBytes) bytes" : nil
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    // Joiners belong to the spelling of Persian and of languages of India.
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
    default: false
    }
  }

  /// The title derived from the name: `GradientClipping` and `gradient-clipping` become “Gradient clipping”.
  package var title: String {
    let last = String(path.split(separator: "/").last ?? "")
    let spaced = last.replacing(#/[-_]+/#, with: " ")
      .replacing(#/(\p{Ll}|\p{N})(\p{Lu}\p{Ll})/#) { "\($0.1) \($0.2.lowercased())" }
      .replacing(#/(\p{Ll})(\p{Lu}{2,})/#) { "\($0.1) \($0.2)" }
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }
}
