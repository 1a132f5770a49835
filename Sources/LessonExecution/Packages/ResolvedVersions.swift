import Foundation
import LessonStorage

/// The versions that SwiftPM has resolved, from `Package.resolved`.
struct ResolvedVersions {
  private struct File: Decodable {
    struct Pin: Decodable {
      struct State: Decodable {
        let revision: String?
        let version: String?
      }
      let identity: String
      let state: State
    }
    let pins: [Pin]
  }

  private let states: [String: String]

  /// Reads the file of a package; a package without dependencies by URL has none.
  init(in package: URL) throws {
    guard let bytes = FileManager.default.contents(atPath: package.appending(path: "Package.resolved").path)
    else {
      states = [:]
      return
    }
    let pins = try JSONDecoder().decode(File.self, from: bytes).pins
    states = Dictionary(
      pins.map { ($0.identity, "\($0.state.version ?? "") \($0.state.revision ?? "")") }
    ) { first, _ in first }
  }

  /// The digest of packages: of the version of each, or of the sources of a package in a folder.
  ///
  /// The name of a folder is no part of it: that of a checkout can be any.
  func digest(of packages: [ResolvedPackage], sources: [String: String]) -> String {
    let parts = packages.map { package in
      sources[package.identity].map { "\(package.name) \($0)" }
        ?? "\(package.identity) \(states[package.identity] ?? package.version)"
    }
    return contentHash(of: parts.sorted())
  }
}
