import FlyingFox

/// The random word without which nothing can be made to run or to be written. Only the program's own output has it.
///
/// It comes in a header of its own, which pages of other sites cannot send, and not in a cookie, which other servers on
/// this machine would get too.
struct PageKey: Sendable {
  /// New with each server.
  let text = (0..<16).map { _ in String(UInt8.random(in: .min ... .max), radix: 16).leftPadded }.joined()

  /// Whether a request has the key, and comes from a page of this server.
  func opens(_ request: HTTPRequest) -> Bool {
    request.headers[HTTPHeader("X-Lessons-Key")].map(isEqual) ?? false && PageRequests.isFromOwnPage(request)
  }

  /// Takes the same time wherever two texts differ.
  private func isEqual(_ other: String) -> Bool {
    guard other.utf8.count == text.utf8.count else { return false }
    return zip(text.utf8, other.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension String {
  fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
