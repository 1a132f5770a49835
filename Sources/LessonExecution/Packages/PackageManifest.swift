import LessonCore
import LessonStorage

/// The manifest of the package that is generated to build the packages of a project: for each group of packages, it has
/// a shared library with their products.
struct PackageManifest {
  private let packages: [ProjectSettings.Package]
  /// The indices of packages with common dependencies.
  private let groups: [[Int]]
  /// The folder to which the paths of packages are relative.
  private let project: String

  /// - Parameter groups: By default, all packages are one group.
  init(_ packages: [ProjectSettings.Package], in project: String, groups: [[Int]]? = nil) {
    self.packages = packages
    self.project = project
    self.groups = groups ?? [Array(packages.indices)]
  }

  /// The name of a group's target and library.
  static func name(ofGroup index: Int) -> String { "LessonPackages\(index)" }

  /// The names of all targets.
  var targets: [String] { groups.indices.map(Self.name) }

  /// The manifest's file.
  var text: String {
    """
    // swift-tools-version: 6.0
    // Written by 'lessons'.
    import PackageDescription

    let package = Package(
      name: "lesson-packages",
      products: [\(targets.map { ".library(name: \(literal($0)), type: .dynamic, targets: [\(literal($0))])" }.list)],
      dependencies: [\(packages.map(dependency).list)],
      targets: [\(groups.indices.map(target).list)]
    )

    """
  }

  private func dependency(_ package: ProjectSettings.Package) -> String {
    switch package.location {
    case .path(let path): return ".package(path: \(literal(Self.full(path, in: project))))"
    case .url(let url, let version, let isExact):
      return ".package(url: \(literal(url)), \(isExact ? "exact" : "from"): \(literal(version)))"
    }
  }

  private func target(_ group: Int) -> String {
    let products = groups[group].map { packages[$0] }.flatMap { package in
      package.products.map {
        ".product(name: \(literal($0)), package: \(literal(package.identity(in: project))))"
      }
    }
    return ".target(name: \(literal(Self.name(ofGroup: group))), dependencies: [\(products.list)])"
  }

  /// A text as a literal of Swift: settings are foreign, and must not become code.
  private func literal(_ text: String) -> String {
    let characters = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(characters.joined())\""
  }
}

extension [String] {
  fileprivate var list: String { joined(separator: ", ") }
}

extension PackageManifest {
  /// The path of a package's folder without "." and "..".
  ///
  /// - Parameter project: The folder to which it is relative.
  static func full(_ path: String, in project: String) -> String {
    RootedFolder.full(path.hasPrefix("/") ? path : project + "/" + path)
  }
}

extension ProjectSettings.Package {
  /// The name by which SwiftPM knows the package: the last of its folder's path or of its address.
  ///
  /// - Parameter project: The folder to which the path is relative.
  func identity(in project: String) -> String {
    switch location {
    case .path(let path): return PackageManifest.full(path, in: project).lastName
    case .url(let url, _, _):
      let name = url.lastName
      return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    }
  }
}

extension String {
  fileprivate var lastName: String { (split(separator: "/").last.map(String.init) ?? "").lowercased() }
}
