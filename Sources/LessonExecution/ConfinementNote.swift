import Foundation
import LessonCore

/// Explains failures that come from the confinement of lessons: of files that they cannot open, and of connections.
///
/// A lesson's process sees only that a file is missing or that a call is refused, so the text of the error and the code
/// decide whether that is likely the reason.
enum ConfinementNote {
  /// The words of errors of files and of the network.
  private static let refusals = [
    "no such file", "doesn\u{2019}t exist", "does not exist", "couldn\u{2019}t be opened",
    "couldn\u{2019}t be read",
    "cannot be read", "cannot be opened", "permission", "not permitted", "NSURLErrorDomain",
    "NSPOSIXErrorDomain",
    "could not connect", "not supported URL", "URLError", "Address family not supported",
  ]

  /// Code that opens files or connections.
  private static let accesses = [
    "fopen(", "open(", "contentsOf:", "contentsOfFile:", "atPath:", "FileManager", "FileHandle",
    "InputStream",
    "URLSession", "socket(", "connect(",
  ]

  /// The note on a failure; `nil` if confinement is not the likely reason.
  ///
  /// - Parameters:
  ///   - message: What the failure says.
  ///   - code: The code of the block that was running.
  ///   - kind: What the code stands in; documents have no data.
  ///   - required: The names of data that the lesson requires.
  static func text(on message: String, in code: String, of kind: TextKind, requiring required: [String])
    -> String?
  {
    if let note = NetworkNote.text(on: message, in: code, of: kind) { return note }
    let names = refusals.contains { message.localizedCaseInsensitiveContains($0) }
    let unwraps = message.contains("found nil") && accesses.contains(where: code.contains)
    guard names || unwraps else { return nil }
    guard kind == .lesson else {
      return
        "documents are confined: they read no files, write only in a folder of their own, and have no network"
    }
    let unnamed = dataNames(in: code).filter { !required.contains($0) }
    guard let first = unnamed.first else {
      return
        "lessons are confined: they read only what 'requires' in the front matter names, as 'data/NAME', write only in "
        + "a folder of their own, and have no network"
    }
    return
      "lessons are confined: they read only what 'requires' in the front matter names, and '\(first)' is not named "
      + "there; write 'requires: \(listed(required + unnamed))'"
  }

  private static func listed(_ names: [String]) -> String {
    names.count == 1 ? names[0] : "[" + names.joined(separator: ", ") + "]"
  }

  /// The names after `data/` in texts of the code, each once.
  private static func dataNames(in code: String) -> [String] {
    var names: [String] = []
    for match in code.matches(of: #/"(?:\.\/)?data\/([^"\/\\]+)/#) where !names.contains(String(match.1)) {
      names.append(String(match.1))
    }
    return names
  }
}
