import Foundation

/// The log of a workflow on GitHub, whose runner obeys lines such as `::error::` and `##[add-mask]` wherever they come from.
package enum WorkflowLog {
  /// Whether what is printed goes there.
  package static let isRead = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"

  /// Nobody who writes a lesson can know it: it is another one in each call of the program.
  private static let word = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()

  /// Text that others have written, between lines that keep the runner from obeying it; as it is where no such runner reads.
  ///
  /// - Parameter isRead: Whether a workflow's log is where the text goes; what the environment says by default.
  package static func fenced(_ text: String, isRead: Bool = isRead) -> String {
    guard isRead, !text.isEmpty else { return text }
    return "::stop-commands::\(word)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")::\(word)::\n"
  }
}
