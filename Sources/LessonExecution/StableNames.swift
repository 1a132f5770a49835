import Foundation

/// Stable names for the temporary folders of a run, so that results which name them are the same in every run.
package struct StableNames: Sendable {
  /// The name of a lesson's working folder in its results.
  static let scratch = "/lesson"
  /// The name of the compiled program's folder.
  package static let program = "/program"

  /// No replacements.
  package static let none = StableNames(names: [])

  private let names: [(path: Data, name: Data)]

  private init(names: [(path: Data, name: Data)]) { self.names = names }

  /// - Parameters:
  ///   - scratch: The folder in which the lesson works.
  ///   - program: The folder of its compiled program, which contains `scratch`.
  package init(scratch: String, program: String) {
    names = [(scratch, Self.scratch), (program, Self.program)].flatMap { path, name in
      Self.spellings(of: path).map { (Data($0(path).utf8), Data($0(name).utf8)) }
    }
  }

  /// The path as it is, and as URLs and JSON escape it.
  private static func spellings(of path: String) -> [(String) -> String] {
    func encoded(_ path: String) -> String {
      path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }
    func escaped(_ path: String) -> String { path.replacing("/", with: "\\/") }
    return [\.self, encoded, escaped, { escaped(encoded($0)) }]
  }

  /// The bytes with stable names instead of temporary ones.
  package func applied(to bytes: Data) -> Data {
    names.reduce(bytes) { bytes, pair in
      guard bytes.range(of: pair.path) != nil else { return bytes }
      return bytes.replacing(pair.path, with: pair.name)
    }
  }

  /// The text with stable names instead of temporary ones.
  package func applied(to text: String) -> String {
    String(decoding: applied(to: Data(text.utf8)), as: UTF8.self)
  }
}
