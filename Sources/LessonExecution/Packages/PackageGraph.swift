/// A package with its dependencies, as `swift package show-dependencies` tells them.
struct ResolvedPackage: Decodable, Sendable {
  let identity: String
  let name: String
  /// The version, or `unspecified` for a package in a folder.
  let version: String
  let path: String
  let dependencies: [ResolvedPackage]

  /// The package and all that it depends on, each once.
  var closure: [ResolvedPackage] {
    var seen: Set<String> = []
    return closure(&seen)
  }

  private func closure(_ seen: inout Set<String>) -> [ResolvedPackage] {
    guard seen.insert(identity).inserted else { return [] }
    var found = [self]
    for dependency in dependencies { found += dependency.closure(&seen) }
    return found
  }

  /// Whether it holds an engine of its own.
  var isEngine: Bool { identity == "swift-lessons" || name == "swift-lessons" }
}

/// The resolved packages of a project, in the order of the settings.
struct PackageGraph: Sendable {
  let packages: [ResolvedPackage]

  /// - Parameters:
  ///   - root: The generated package, which depends on those of the settings.
  ///   - identities: The names of those, in their order.
  init(_ root: ResolvedPackage, of identities: [String]) {
    packages = identities.compactMap { identity in root.dependencies.first { $0.identity == identity } }
  }

  /// The indices of packages, in groups that have no dependency in common.
  var groups: [[Int]] {
    var groups: [(members: [Int], identities: Set<String>)] = []
    for (index, package) in packages.enumerated() {
      let identities = Set(package.closure.map(\.identity))
      let shared = groups.filter { !$0.identities.isDisjoint(with: identities) }
      groups.removeAll { !$0.identities.isDisjoint(with: identities) }
      groups.append(
        (
          shared.flatMap(\.members) + [index], shared.reduce(identities) { $0.union($1.identities) }
        ))
    }
    return groups.map { $0.members.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// The packages of a group with all that they depend on, each once.
  func closure(of group: [Int]) -> [ResolvedPackage] {
    var seen: Set<String> = []
    return group.flatMap { packages[$0].closure }.filter { seen.insert($0.identity).inserted }
  }
}
