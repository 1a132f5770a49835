import Foundation
import LessonCore

/// Explains failures of code that needs the network, which lessons do not have.
enum NetworkNote {
  /// Code that opens connections.
  private static let accesses = [
    "URLSession", "http://", "https://", "ftp://", "socket(", "connect(", "getaddrinfo(", "gethostbyname(",
  ]

  /// The words of errors that come from the network, or from its absence.
  private static let refusals = [
    "NSURLErrorDomain", "URLError", "getaddrinfo", "specified URL type isn\u{2019}t supported",
    "not supported URL", "could not connect", "could not resolve", "Address family not supported",
    "not permitted", "permission", "name resolution", "unreachable", "NSPOSIXErrorDomain",
  ]

  /// The note on a failure; `nil` if the network is not the likely reason.
  ///
  /// - Parameters:
  ///   - message: What the failure says, or what was printed.
  ///   - code: The code of the block that was running.
  ///   - kind: What the code stands in; documents have no data.
  static func text(on message: String, in code: String, of kind: TextKind) -> String? {
    guard accesses.contains(where: code.contains),
      refusals.contains(where: { message.localizedCaseInsensitiveContains($0) })
    else { return nil }
    guard kind == .lesson else { return "documents are confined, and cannot reach the network" }
    return
      "lessons are confined, and cannot reach the network: put what the lesson needs into 'data/', and name it by "
      + "'requires' in the front matter"
  }
}

extension LessonOutline {
  /// A warning for each block that went on after an error of the network, and printed it.
  package func networkWarnings(_ transcript: Transcript) -> [Diagnostic] {
    zip(blocks, transcript.blocks).compactMap { block, results in
      let printed = results.results.map { if case .printed(let text) = $0 { text } else { "" } }.joined()
      return NetworkNote.text(on: printed, in: block.code, of: kind).map {
        Diagnostic(.warning, path: path, at: block.fence, $0)
      }
    }
  }
}
