import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonExecution

@Suite("Packages of a project as SwiftPM is told and tells them")
struct PackageTests {
  private func package(_ identity: String, _ dependencies: [ResolvedPackage] = []) -> ResolvedPackage {
    ResolvedPackage(
      identity: identity, name: identity, version: "1.0.0", path: "/\(identity)", dependencies: dependencies)
  }

  @Test("A manifest has a library for each group, and texts of settings only as literals")
  func manifest() {
    let packages: [ProjectSettings.Package] = [
      .init(location: .path("."), products: ["Matrix"]),
      .init(location: .path("../Own Tools/"), products: ["A", "B"]),
      .init(
        location: .url("https://x.org/swift-\"]\\(evil)\n.git", version: "1.2.0", isExact: false),
        products: ["C\", evil()"]),
      .init(location: .url("https://x.org/Exact.git", version: "2.0.0", isExact: true), products: []),
    ]
    let text = PackageManifest(packages, in: "/home/ada/Course", groups: [[0, 2], [1], [3]]).text
    for line in [
      #"  products: [.library(name: "LessonPackages0", type: .dynamic, targets: ["LessonPackages0"]), .library(name: "LessonPackages1", type: .dynamic, targets: ["LessonPackages1"]), .library(name: "LessonPackages2", type: .dynamic, targets: ["LessonPackages2"])],"#,
      #"  dependencies: [.package(path: "/home/ada/Course"), .package(path: "/home/ada/Own Tools"), .package(url: "https://x.org/swift-\"]\\(evil)\u{a}.git", from: "1.2.0"), .package(url: "https://x.org/Exact.git", exact: "2.0.0")],"#,
      #"  targets: [.target(name: "LessonPackages0", dependencies: [.product(name: "Matrix", package: "course"), .product(name: "C\", evil()", package: "swift-\"]\\(evil)\u{a}")]), .target(name: "LessonPackages1", dependencies: [.product(name: "A", package: "own tools"), .product(name: "B", package: "own tools")]), .target(name: "LessonPackages2", dependencies: [])]"#,
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(text)")
    }
  }

  @Test(
    "An error stands at the package that it is about, or at its product",
    arguments: [
      ("error: the package at '/home/ada/Course/Tools' cannot be accessed", 1, "4:13"),
      ("/home/ada/Course/Tools/Sources/A.swift:1:1: error: x", 1, "4:13"),
      ("/home/ada/Course/Sources/A.swift:1:1: error: x", 0, "3:14"),
      ("error: 'package': product 'A' required by package 'package' not found in package 'tools'", 1, "5:18"),
      ("error: Failed to clone repository https://x.org/Far.git:", 2, "6:12"),
      ("/cache/build/checkouts/far/Sources/F.swift:1:1: error: x", 2, "6:12"), ("error: other", nil, "2:3"),
    ] as [(String, Int?, String)])
  func faults(_ error: String, _ index: Int?, _ place: String) throws {
    let yaml = """
      swift:
        packages:
          - {path: ., products: [Matrix, A]}
          - path: Tools
            products: [A, B]
          - url: https://x.org/Far.git
            from: 1.0.0
            products: [A]
      """
    let (settings, problems) = SettingsReader.read(Array(yaml.utf8), path: ProjectSettings.fileName)
    #expect(problems.isEmpty)
    let fault = PackageFault(
      packages: settings.swift.packages, project: "/home/ada/Course", places: settings.places)
    #expect(fault.package(in: error) == index)
    let start = try #require(fault.problem(error, of: index).range).lowerBound
    #expect("\(start.line):\(start.column)" == place)
  }

  @Test("Packages with a dependency in common are in one library")
  func groups() {
    let numerics = package("numerics")
    let root = package(
      "root",
      [
        package("e"), package("d", [package("x", [numerics])]), package("c", [numerics]),
        package("b", [package("e")]), package("a"),
      ])
    let graph = PackageGraph(root, of: ["a", "b", "c", "d", "e"])
    #expect(graph.groups == [[0], [1, 4], [2, 3]])
    #expect(Set(graph.closure(of: [2, 3]).map(\.identity)) == ["c", "d", "x", "numerics"])
  }

  @Test("Of a compiler's arguments, those are taken that say where modules and macros are")
  func searchArguments() {
    let arguments = [
      "-target", "x", "-Onone", "-DDEBUG", "-Xcc", "-fmodule-map-file=/a/module.modulemap", "-Xcc", "-I",
      "-Xcc",
      "/a/include", "-I/usr/include/b", "-I", "/c", "-Xcc", "-g", "-Xcc", "-fPIC", "-Xfrontend",
      "-load-plugin-executable", "-Xfrontend", "/d/Macros-tool#Macros", "-swift-version", "6", "-Xcc",
    ]
    let found = BuildDescription.searchArguments(in: arguments)
    #expect(
      found == [
        "-Xcc", "-fmodule-map-file=/a/module.modulemap", "-Xcc", "-I", "-Xcc", "/a/include",
        "-I/usr/include/b",
        "-I", "/c", "-Xfrontend", "-load-plugin-executable", "-Xfrontend", "/d/Macros-tool#Macros",
      ])
    #expect(
      BuildDescription.folders(in: found) == ["/a", "/a/include", "/usr/include/b", "/c", "/d/Macros-tool"])
  }

  @Test("The digest of packages is that of their resolved versions, and of the sources of those in folders")
  func versions() throws {
    let folder = try TestFolder()
    func digest(_ version: String, _ sources: [String: String] = [:]) throws -> String {
      try folder.write(
        #"{"version": 3, "pins": [{"identity": "a", "state": {"version": "\#(version)", "revision": "1"}}]}"#,
        to: "Package.resolved")
      return try ResolvedVersions(in: folder.url).digest(
        of: [package("b"), package("a", [package("x")])], sources: sources)
    }
    #expect(try digest("1.0.0") == digest("1.0.0"))
    #expect(try digest("1.0.0") != digest("1.0.1"))
    #expect(try digest("1.0.0", ["b": "1"]) != digest("1.0.0", ["b": "2"]))
    #expect(try digest("1.0.0", ["b": "1"]) != digest("1.0.0"))
  }

  @Test("The digest of a package in a folder is that of its manifest and targets, wherever it lies")
  func localDigest() throws {
    func digest(_ name: String, _ change: (TestFolder) throws -> Void = { _ in }) throws -> String {
      let folder = try TestFolder()
      for (path, text) in [
        "Package.swift": "1", "Sources/A/a.swift": "2", "Sources/A/b/c.c": "3", "README.md": "4",
      ] {
        try folder.write(text, to: "\(name)/\(path)")
      }
      try change(folder)
      return LocalPackage(identity: name, path: folder.path + "/" + name, targets: ["Sources/A"]).digest
    }
    let first = try digest("one")
    #expect(try first == digest("two"))
    #expect(try first == digest("one") { try $0.write("other", to: "one/README.md") })
    #expect(try first == digest("one") { try $0.write("other", to: "one/Sources/B/a.swift") })
    #expect(try first == digest("one") { try $0.write("other", to: "one/Sources/A/.a.swift.swp") })
    for path in ["Package.swift", "Package@swift-6.2.swift", "Sources/A/b/c.c", "Sources/A/new.swift"] {
      #expect(try first != digest("one") { try $0.write("other", to: "one/" + path) })
    }
  }
}
