import Foundation
import LessonStorage

extension SharedCache {
  /// The names of the variables that say which cache is shared, and how.
  private enum Variable {
    static let address = "LESSONS_CACHE"
    static let secret = "LESSONS_CACHE_SECRET"
    static let isReadOnly = "LESSONS_CACHE_READ_ONLY"
  }

  /// The cache that the environment or the settings name; `nil` if there is none.
  ///
  /// The authorisation goes only to an address from the environment: who can change the settings of a project could else
  /// have it sent to a server of their own.
  ///
  /// - Parameter address: The address that the settings name.
  /// - Throws: `UsageFailure` for what is no address of the web, no line, or no key.
  package static func shared(
    by environment: [String: String], or address: String?
  ) throws(UsageFailure) -> SharedCache? {
    let own = environment[Variable.address]
    guard let address = own ?? address, !address.isEmpty else { return nil }
    guard address.wholeMatch(of: #/https?:\/\/[^\s\/?#]+(\/[^\s?#]*)?/#) != nil else {
      throw UsageFailure(
        "\(Variable.address) is an address that begins with http:// or https://, not '\(address)'")
    }
    let server = HTTPEntryServer(
      address: address.replacing(#/\/+$/#, with: ""),
      access: own == nil ? .open : try ServerAccess(environment))
    let isReadOnly = !["", "0"].contains(environment[Variable.isReadOnly] ?? "")
    return SharedCache(
      server, secret: Data((environment[Variable.secret] ?? "").utf8), isReadOnly: isReadOnly)
  }
}
