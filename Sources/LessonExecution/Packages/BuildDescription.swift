import Foundation

/// What SwiftPM wrote down about a build: how it compiles each target, and which targets there are.
struct BuildDescription: Decodable, Sendable {
  private struct Command: Decodable {
    let moduleName: String
    let otherArguments: [String]
  }

  private let swiftCommands: [String: Command]
  private let targetDependencyMap: [String: [String]]

  /// Reads the description in a folder of products.
  init(in products: URL) throws {
    let bytes = try Data(contentsOf: products.appending(path: "description.json"))
    self = try JSONDecoder().decode(Self.self, from: bytes)
  }

  /// The arguments by which a target's compiler finds C modules and macros, without those about the target itself.
  func searchArguments(of target: String) -> [String] {
    guard let command = swiftCommands.values.first(where: { $0.moduleName == target }) else { return [] }
    return Self.searchArguments(in: command.otherArguments)
  }

  /// The arguments of a command that say where modules and macros are.
  static func searchArguments(in arguments: [String]) -> [String] {
    var found: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      let taken = first == "-Xcc" || first == "-Xfrontend" ? passedOn(rest) : direct(rest)
      found += taken.isSearch ? rest.prefix(taken.count) : []
      rest = rest.dropFirst(taken.count)
    }
    return found
  }

  private static let options: Set = ["-I", "-F", "-load-plugin-executable", "-plugin-path"]

  private static func direct(_ rest: ArraySlice<String>) -> (isSearch: Bool, count: Int) {
    guard let first = rest.first else { return (false, 1) }
    return options.contains(first) ? (true, 2) : (first.hasPrefix("-I"), 1)
  }

  /// `-Xcc -I -Xcc FOLDER` is one option with its value.
  private static func passedOn(_ rest: ArraySlice<String>) -> (isSearch: Bool, count: Int) {
    guard let option = rest.dropFirst().first else { return (false, 1) }
    if options.contains(option) { return (true, 4) }
    return (option.hasPrefix("-fmodule-map-file=") || option.hasPrefix("-I"), 2)
  }

  /// The folders of the files that such arguments name.
  static func folders(in arguments: [String]) -> [String] {
    arguments.compactMap { argument in
      if argument.hasPrefix("-fmodule-map-file=") {
        return URL(filePath: String(argument.dropFirst(18))).deletingLastPathComponent().path
      }
      if argument.hasPrefix("-I/") { return String(argument.dropFirst(2)) }
      // A macro is named with its modules: PATH#MODULE.
      return argument.hasPrefix("/") ? argument.split(separator: "#").first.map(String.init) : nil
    }
  }

  /// The modules of the targets that a target depends on, directly or not.
  func modules(below target: String) -> Set<String> {
    var found: Set<String> = []
    var rest = [target]
    while let next = rest.popLast() {
      rest += (targetDependencyMap[next] ?? []).filter { found.insert($0).inserted }
    }
    return Set(found.map(\.asModuleName))
  }
}

extension String {
  /// The name of the module of a target with this name.
  fileprivate var asModuleName: String {
    String(map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }
}
