import Foundation
import LessonCore
import LessonStorage

/// Builds the packages that a project's settings name, with SwiftPM.
package struct PackageBuilder: Sendable {
  /// What is told while SwiftPM works.
  package enum Progress: Sendable {
    /// The build begins, of packages with these names.
    case begins([String])
    /// SwiftPM works on this.
    case step(String)
    /// SwiftPM has ended.
    case ends
  }

  private let packages: [ProjectSettings.Package]
  private let fault: PackageFault
  private let project: String
  private let folder: URL
  private let toolchain: Toolchain
  private let swiftPM: SwiftPM
  private let tell: @Sendable (Progress) -> Void

  /// - Parameters:
  ///   - places: Where they stand in the settings.
  ///   - project: The folder to which paths are relative.
  ///   - folder: Where the packages are built, and kept.
  package init(
    _ packages: [ProjectSettings.Package], at places: SettingsPlaces, of project: String, in folder: String,
    by toolchain: Toolchain, tell: @escaping @Sendable (Progress) -> Void
  ) {
    self.packages = packages
    self.project = RootedFolder.full(project)
    fault = PackageFault(packages: packages, project: self.project, places: places)
    self.folder = URL(filePath: RootedFolder.full(folder), directoryHint: .isDirectory)
    self.toolchain = toolchain
    self.tell = tell
    swiftPM = SwiftPM(
      swift: toolchain.swift, package: self.folder.appending(path: "package"),
      scratch: self.folder.appending(path: "build"))
  }

  /// What is kept of the last build.
  fileprivate struct Stamp: Codable {
    let key: String
    let locals: [LocalPackage]
    let sources: [String]
    let built: BuiltPackages
  }

  /// The built packages, and the folders in which a change asks for another build.
  package typealias Built = (packages: BuiltPackages, watched: [String])

  /// Builds what has changed.
  ///
  /// - Throws: A `Diagnostic` with SwiftPM's own words if they cannot be built.
  package func build() async throws -> Built {
    if packages.isEmpty { return (.none, []) }
    let lock = try await lock()
    defer { flock(lock.descriptor, LOCK_UN) }
    let key = key
    if let stamp, stamp.key == key, stamp.isCurrent { return (stamp.built, stamp.watched) }
    tell(.begins(names))
    defer { tell(.ends) }
    do {
      try removeMoved()
      let stamp = try await make(key)
      try StableJSON.encode(stamp).write(to: stampFile, options: .atomic)
      return (stamp.built, stamp.watched)
    } catch let failure as SwiftPM.Failure {
      let package = fault.package(in: failure.text)
      let named = package.map { [names[$0]] } ?? names
      throw fault.problem(
        "SwiftPM cannot build \(named.map { "'\($0)'" }.list):\n\(failure.text)", of: package)
    }
  }

  /// The names of the packages.
  private var names: [String] { packages.map { $0.identity(in: project) } }

  /// The folders of packages that are not from the network, as far as they are known without SwiftPM.
  package static func folders(of packages: [ProjectSettings.Package], in project: String) -> [String] {
    packages.compactMap { package in
      guard case .path(let path) = package.location else { return nil }
      return PackageManifest.full(path, in: RootedFolder.full(project))
    }.flatMap { [$0] + FolderWalk.folders(from: $0 + "/Sources") }
  }

  // MARK: Stamps

  private var stampFile: URL { folder.appending(path: "built.json") }

  private var stamp: Stamp? {
    BoundedFile.read(stampFile.path, atMost: 16 << 20, followingLinks: false).flatMap {
      try? StableJSON.decode($0)
    }
  }

  /// Everything but sources that decides a build. The places are part of it, since compilers write them into modules.
  private var key: String {
    contentHash(of: [
      "packages 1", PackageManifest(packages, in: project).text, toolchain.identity, folder.path,
    ])
  }

  // MARK: The folder

  /// Waits until no other runner builds the packages.
  private func lock() async throws -> OpenFile {
    let own = RootedFolder(folder.path)
    try own.makeFolder()
    // A check keeps nothing else in the cache, so that Git would show the folder.
    if own.status(".gitignore") == nil { try own.write(Data("*\n".utf8), to: ".gitignore") }
    let opened = try own.open("", O_RDONLY | O_DIRECTORY)
    while flock(opened.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw FileFailure(.read, folder.path, errno) }
      try await Task.sleep(for: .milliseconds(20))
    }
    return opened
  }

  /// Removes what was built at another path, which compilers refuse; it remains when a project is moved.
  private func removeMoved() throws {
    let own = RootedFolder(folder.path)
    let place = Data(folder.path.utf8)
    guard !own.holds(place, "place") else { return }
    try removeCache(swiftPM.scratch.path)
    try own.write(place, to: "place")
  }

  // MARK: Building

  private func make(_ key: String) async throws -> Stamp {
    try write(PackageManifest(packages, in: project))
    let graph = try await graph()
    try refuseEngines(in: graph)
    let groups = graph.groups
    let manifest = PackageManifest(packages, in: project, groups: groups)
    try write(manifest)
    let locals = try await locals(of: graph)
    // Read before the build: a change during it must be noticed.
    let sources = locals.map(\.digest)
    try await swiftPM.build { if let step = Self.step($0) { tell(.step(step)) } }
    let digests = Dictionary(zip(locals.map(\.identity), sources)) { first, _ in first }
    return Stamp(
      key: key, locals: locals, sources: sources, built: try built(manifest, graph, groups, digests))
  }

  /// Writes the generated package.
  private func write(_ manifest: PackageManifest) throws {
    let package = RootedFolder(swiftPM.package.path)
    try package.write(Data(manifest.text.utf8), to: "Package.swift")
    for target in manifest.targets { try package.write(Data(), to: "Sources/\(target)/Empty.swift") }
  }

  /// Asks SwiftPM which packages there are.
  private func graph() async throws -> PackageGraph {
    let output = try await swiftPM.query(["show-dependencies", "--format", "json"])
    return PackageGraph(try JSONDecoder().decode(ResolvedPackage.self, from: output), of: names)
  }

  private func refuseEngines(in graph: PackageGraph) throws {
    for package in graph.packages where package.closure.contains(where: \.isEngine) {
      throw fault.problem(
        """
        the package '\(package.identity)' contains or depends on swift-lessons; lessons use the engine of the runner, \
        and a process can have only one: put what uses DeepTraining into 'sources' of 'swift', and leave the package out
        """, of: names.firstIndex(of: package.identity))
    }
  }

  /// The packages in folders. All others are in SwiftPM's own folder.
  private func locals(of graph: PackageGraph) async throws -> [LocalPackage] {
    let checkouts = swiftPM.scratch.resolvingSymlinksInPath().path + "/"
    var found: [LocalPackage] = []
    for package in graph.closure(of: Array(graph.packages.indices))
    where !URL(filePath: package.path).resolvingSymlinksInPath().path.hasPrefix(checkouts) {
      let description = SwiftPM(
        swift: toolchain.swift, package: URL(filePath: package.path),
        scratch: folder.appending(path: "description"))
      found.append(
        try LocalPackage(package, description: await description.query(["describe", "--type", "json"])))
    }
    return found
  }

  private func built(
    _ manifest: PackageManifest, _ graph: PackageGraph, _ groups: [[Int]], _ digests: [String: String]
  ) throws -> BuiltPackages {
    let products = swiftPM.scratch.appending(path: "debug").resolvingSymlinksInPath()
    let modules = products.appending(path: "Modules").path
    if FileManager.default.fileExists(atPath: modules + "/DeepTraining.swiftmodule") {
      throw fault.problem(
        "a package has a module 'DeepTraining', which is the name of the engine of lessons", of: nil)
    }
    let description = try BuildDescription(in: products)
    let arguments = manifest.targets.flatMap(description.searchArguments)
    let pins = try ResolvedVersions(in: swiftPM.package)
    let libraries = groups.enumerated().map { index, group in
      let name = PackageManifest.name(ofGroup: index)
      return PackageLibrary(
        name: group.map { names[$0] }.joined(separator: ", "),
        modules: description.modules(below: name),
        digest: pins.digest(of: graph.closure(of: group), sources: digests),
        file: products.appending(path: "lib\(name).so").path)
    }
    return BuiltPackages(
      searchArguments: ["-I", modules] + arguments,
      folders: Set([products.path] + BuildDescription.folders(in: arguments)).sorted(), libraries: libraries)
  }

  // MARK: Telling

  /// What a line of SwiftPM says of its progress, such as `[3/7] Compiling Algorithms Chain.swift`.
  private static func step(_ line: String) -> String? {
    line.hasPrefix("[") || line.hasPrefix("Fetch") || line.hasPrefix("Creating") ? line : nil
  }
}

extension PackageBuilder.Stamp {
  /// Whether no source has changed and all libraries are there.
  fileprivate var isCurrent: Bool {
    locals.map(\.digest) == sources
      && built.libraries.allSatisfy { FileManager.default.fileExists(atPath: $0.file) }
  }

  fileprivate var watched: [String] { Set(locals.flatMap(\.folders)).sorted() }
}

extension [String] {
  /// `'a' and 'b'`
  fileprivate var list: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
