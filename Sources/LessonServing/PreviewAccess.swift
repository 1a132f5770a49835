import LessonCore

/// Who reaches a server, and for what.
package struct PreviewAccess: Sendable {
  /// Whether pages are served to learners, who try exercises and edit nothing.
  package let isForLearners: Bool
  /// The IPv4 address at which the server listens.
  package let address: String
  /// The names and addresses by which browsers may ask for it.
  let hosts: [String]

  /// The address of this machine that no other one reaches.
  package static let loopback = "127.0.0.1"
  /// Every address of this machine.
  package static let every = "0.0.0.0"

  /// - Parameters:
  ///   - address: The IPv4 address at which the server listens.
  ///   - names: Names and addresses, besides that, by which browsers may ask for it.
  package init(isForLearners: Bool = false, address: String = Self.loopback, names: [String] = []) {
    self.isForLearners = isForLearners
    self.address = address
    hosts = names + (address == Self.every ? [] : [address]) + [Self.loopback, "localhost"]
  }

  /// Whether machines besides this one can reach it.
  package var letsOthersIn: Bool { !address.hasPrefix("127.") }

  /// The name that is said.
  var name: String { hosts[0] }

  /// Whether a request names this server.
  ///
  /// That prevents DNS rebinding: another site could let its own name lead to this machine's address.
  func knows(_ host: String?) -> Bool {
    let name = host?.replacing(#/:\d+$/#, with: "").lowercased()
    return hosts.contains { $0.lowercased() == name }
  }
}
