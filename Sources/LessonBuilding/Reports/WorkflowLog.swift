import Foundation

/// The log of a CI workflow. The CI runner obeys commands in it, whoever wrote them: GitHub's `::error::` and
/// `##[add-mask]`, Azure Pipelines' `##vso[…]`, TeamCity's `##teamcity[…]`.
package enum WorkflowLog {
  /// Whether printed text goes to a GitHub workflow's log.
  package static let isRead = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"

  /// Whether the CI runner belongs to Azure Pipelines or TeamCity, which have no command to suspend commands.
  package static let readsHashes = readsHashes(ProcessInfo.processInfo.environment)

  static func readsHashes(_ environment: [String: String]) -> Bool {
    ["TF_BUILD", "TEAMCITY_VERSION"].contains { !environment[$0, default: ""].isEmpty }
  }

  /// The random word that resumes commands. It differs in each process, so that a lesson's author cannot know it.
  private static let word = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()

  /// Untrusted text between lines that suspend workflow commands; unchanged if no CI runner reads it.
  ///
  /// - Parameters:
  ///   - isRead: Whether the text goes to a GitHub workflow's log; by default, taken from the environment.
  ///   - readsHashes: Whether the text goes to a log of Azure Pipelines or TeamCity.
  package static func fenced(
    _ text: String, isRead: Bool = isRead, readsHashes: Bool = readsHashes
  ) -> String {
    let text = readsHashes ? text.replacing(hashCommand, with: "# ") : text
    guard isRead, !text.isEmpty else { return text }
    return "::stop-commands::\(word)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")::\(word)::\n"
  }

  /// The start of a command, which may be anywhere in a line.
  private static var hashCommand: Regex<Substring> {
    #/#(?=#(?:vso|teamcity)?\[)/#.ignoresCase().matchingSemantics(.unicodeScalar)
  }

  /// A report in which such commands are escaped; parsers of the format read the same text.
  ///
  /// - Parameter escaped: The escape for `#` in strings of the format.
  package static func report(_ text: String, escaped: String, readsHashes: Bool = readsHashes) -> String {
    readsHashes ? text.replacing(#/##/#.matchingSemantics(.unicodeScalar), with: "#" + escaped) : text
  }
}
