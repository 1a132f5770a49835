import Foundation

/// The log of a workflow, whose runner obeys commands in it wherever they come from: GitHub's lines such as `::error::` and
/// `##[add-mask]`, Azure Pipelines' `##vso[…]`, TeamCity's `##teamcity[…]`.
package enum WorkflowLog {
  /// Whether what is printed goes there.
  package static let isRead = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"

  /// Whether the runner is one of Azure Pipelines or of TeamCity, which cannot be told to stop.
  package static let readsHashes = readsHashes(ProcessInfo.processInfo.environment)

  static func readsHashes(_ environment: [String: String]) -> Bool {
    ["TF_BUILD", "TEAMCITY_VERSION"].contains { !environment[$0, default: ""].isEmpty }
  }

  /// Nobody who writes a lesson can know it: it is another one in each call of the program.
  private static let word = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()

  /// Text that others have written, between lines that keep the runner from obeying it; as it is where no such runner reads.
  ///
  /// - Parameters:
  ///   - isRead: Whether a workflow's log on GitHub is where the text goes; what the environment says by default.
  ///   - readsHashes: The same of Azure Pipelines and TeamCity.
  package static func fenced(
    _ text: String, isRead: Bool = isRead, readsHashes: Bool = readsHashes
  ) -> String {
    let text = readsHashes ? text.replacing(hashCommand, with: "# ") : text
    guard isRead, !text.isEmpty else { return text }
    return "::stop-commands::\(word)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")::\(word)::\n"
  }

  /// The first sign of a command, which may stand anywhere in a line.
  private static var hashCommand: Regex<Substring> {
    #/#(?=#(?:vso|teamcity)?\[)/#.ignoresCase().matchingSemantics(.unicodeScalar)
  }

  /// A report in which no runner finds such a command, and any reader of the format the same text.
  ///
  /// - Parameter escaped: The sign `#` as strings of the format can have it.
  package static func report(_ text: String, escaped: String, readsHashes: Bool = readsHashes) -> String {
    readsHashes ? text.replacing(#/##/#.matchingSemantics(.unicodeScalar), with: "#" + escaped) : text
  }
}
