import LessonStorage

/// The packages of a project, built for lessons.
package struct BuiltPackages: Codable, Hashable, Sendable {
  package static let none = BuiltPackages(searchArguments: [], folders: [], libraries: [])

  /// Compiler arguments by which lessons find the modules.
  package let searchArguments: [String]
  /// The folders of the files that these arguments name, and of the libraries.
  package let folders: [String]
  package let libraries: [PackageLibrary]

  /// Differs for modules with other contents.
  package var identity: String {
    libraries.isEmpty ? "" : contentHash(of: searchArguments + libraries.map(\.digest))
  }
}

/// A shared library of one package, or of several that have dependencies in common: a dependency must not be in a
/// process twice.
package struct PackageLibrary: Codable, Hashable, Sendable {
  /// The names of the packages.
  package let name: String
  /// The modules in it, those of dependencies too.
  package let modules: Set<String>
  /// Of the versions of its packages, or of the sources of packages in folders. The same on all machines.
  package let digest: String
  /// The library's path.
  package let file: String
}
