import Foundation
import LessonCore
import Testing

@testable import LessonBuilding

/// A package that needs no network.
private enum MatrixPackage {
  static let manifest = """
    // swift-tools-version: 6.0
    import PackageDescription

    let package = Package(
      name: "Matrix", products: [.library(name: "Matrix", targets: ["Matrix"])],
      targets: [
        .target(name: "CRows"), .target(name: "Matrix", dependencies: ["CRows"]),
        .testTarget(name: "MatrixTests", dependencies: ["Matrix"]),
      ])

    """

  static func source(_ trace: String = "rows.indices.map { rows[$0][$0] }.reduce(0, +)") -> String {
    """
    import CRows

    public struct Matrix: CustomStringConvertible {
      public var rows: [[Double]]
      public init(_ rows: [[Double]]) { self.rows = rows }
      public var trace: Double { \(trace) }
      public var description: String { "\\(rows_of(Int32(rows.count))) rows" }
    }
    """
  }

  /// Writes the package into a folder of a project.
  static func write(to project: ModuleProject, in folder: String = "") throws {
    for (path, text) in [
      "Package.swift": manifest, "Sources/Matrix/Matrix.swift": source(),
      "Sources/CRows/include/rows.h": "int rows_of(int count);\n",
      "Sources/CRows/rows.c": "#include \"rows.h\"\nint rows_of(int count) { return count; }\n",
      "Tests/MatrixTests/MatrixTests.swift": "import Testing\n@Test func works() {}\n",
    ] { try project.place.write(text, to: folder + path) }
  }
}

@Suite("Packages that lessons import")
struct PackageModuleTests {
  private let lessons = [
    "a": "import Matrix\nprint(Matrix([[1, 2], [3, 4]]), Matrix([[1, 2], [3, 4]]).trace)", "b": "print(2)",
  ]

  private func project(_ lessons: [String: String], path: String = ".") throws -> ModuleProject {
    let project = try ModuleProject(lessons)
    try MatrixPackage.write(to: project)
    project.settings.packages = [.init(location: .path(path), products: ["Matrix"])]
    return project
  }

  @Test("A change of the package at hand runs the lessons that import it, and no others")
  func changes() async throws {
    let project = try project(lessons)
    let first = try await project.work()
    #expect(first.problems == [] && first.messages == [] && first.ran == ["a", "b"])
    #expect(try project.printed("a") == "2 rows 5.0")
    #expect(try await project.work().ran == [])
    try project.place.write(
      "import Testing\n@Test func more() {}\n", to: "Tests/MatrixTests/MatrixTests.swift")
    try project.write("print(3)", as: "b")
    #expect(try await project.work().ran == ["b"])
    #expect(project.builds.count == 1)

    try project.place.write(MatrixPackage.source("-1"), to: "Sources/Matrix/Matrix.swift")
    let changed = try await project.work()
    #expect(changed.ran == ["a"] && project.builds.count == 2)
    #expect(changed.reports["a"]?.reason == "the modules that it uses changed")
    #expect(try project.printed("a") == "2 rows -1.0")
  }

  @Test("Errors of the package are told in SwiftPM's words, and no lesson is compiled")
  func errors() async throws {
    let project = try project(lessons)
    try project.place.write("let x: Int = \"x\"\n", to: "Sources/Matrix/Matrix.swift")
    let wrong = try await project.work()
    #expect(wrong.reports.isEmpty && wrong.problems.count == 1)
    let told = try #require(wrong.problems.first)
    #expect(told.hasPrefix("lessons.yml: error: SwiftPM cannot build 'lessons-test-"), "\(told)")
    #expect(
      told.contains("Matrix.swift:1:14: error: cannot convert value of type 'String' to specified type 'Int'")
    )
    project.settings.packages[0].products = ["Vector"]
    #expect(told.matches(of: #/cannot convert/#).count == 1, "\(told)")
    let unknown = try await project.work().problems
    #expect(unknown.count == 1 && unknown[0].contains("product 'Vector'"), "\(unknown)")
  }

  @Test("Modules of 'imports' need no import, in shared files as well, and stay confined")
  func imports() async throws {
    let project = try project([
      "a": "print(Matrix([[7]]).trace)", "b": "print(first(Matrix([[8]])))",
      "c": "import Matrix\nprint(FileManager.default.contents(atPath: \"/etc/passwd\") == nil)",
    ])
    // A library that SwiftPM links by itself.
    try project.place.write(
      MatrixPackage.manifest.replacing("\"Matrix\", targets", with: "\"Matrix\", type: .dynamic, targets"),
      to: "Package.swift")
    project.settings.imports = ["Matrix"]
    project.settings.sources = ["Support/First.swift"]
    try project.place.write("func first(_ m: Matrix) -> Double { m.rows[0][0] }\n", to: "Support/First.swift")
    let outcome = try await project.work()
    #expect(outcome.problems == [] && outcome.messages == [])
    #expect(try ["a", "b"].map(project.printed) == ["7.0", "8.0"])
    #expect(try project.printed("c") == "true")
  }

  @Test("A module of 'imports' that is not there is one error", arguments: ["Vector", "-o"])
  func missing(name: String) async throws {
    let project = try ModuleProject(lessons)
    project.settings.imports = [name]
    let outcome = try await project.work()
    #expect(outcome.reports.isEmpty && outcome.problems.count == 1)
    #expect(
      outcome.problems[0].hasPrefix("lessons.yml: error: ") && outcome.problems[0].contains("'\(name)'"))
  }

  @Test("A package with an engine of its own is refused")
  func engine() async throws {
    let project = try project(["a": "print(1)"], path: "Engine")
    try project.place.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(
        name: "swift-lessons", products: [.library(name: "Matrix", targets: ["Matrix"])],
        targets: [.target(name: "Matrix")])
      """, to: "Engine/Package.swift")
    try project.place.write("", to: "Engine/Sources/Matrix/A.swift")
    let problems = try await project.work().problems
    #expect(
      problems.count == 1 && problems[0].contains("'engine' contains or depends on swift-lessons"),
      "\(problems)")
  }
}

@Suite(
  "Packages from the network", .enabled(if: ProcessInfo.processInfo.environment["LESSONS_PACKAGES"] != nil))
struct RemotePackageTests {
  private static func package(_ name: String, _ version: String, _ products: String...)
    -> ProjectSettings.Package
  {
    .init(
      location: .url("https://github.com/apple/\(name)", version: version, isExact: false), products: products
    )
  }

  @Test("Lessons import Algorithms, ArgumentParser and AsyncAlgorithms")
  func apple() async throws {
    let project = try ModuleProject([
      "a": "import Algorithms\nprint(Array([1, 2, 3, 4].chunks(ofCount: 2)).map(Array.init))",
      "b": """
      import ArgumentParser
      struct Greet: ParsableCommand {
        @Option var name = "world"
        @Flag var loud = false
      }
      let command = try Greet.parse(["--name", "Ada", "--loud"])
      print(command.name, command.loud)
      """,
      "c": """
      import AsyncAlgorithms
      var sums: [Int] = []
      for await (a, b) in zip([1, 2, 3].async, [10, 20, 30].async) { sums.append(a + b) }
      print(sums)
      """,
      "d": "print(1)",
    ])
    project.settings.packages = [
      Self.package("swift-algorithms", "1.2.0", "Algorithms"),
      Self.package("swift-argument-parser", "1.8.0", "ArgumentParser"),
      Self.package("swift-async-algorithms", "1.1.0", "AsyncAlgorithms"),
    ]
    let outcome = try await project.work()
    #expect(outcome.problems == [] && outcome.messages == [])
    #expect(
      try ["a", "b", "c", "d"].map(project.printed) == ["[[1, 2], [3, 4]]", "Ada true", "[11, 22, 33]", "1"])
    #expect(try await project.work().ran == [] && project.builds.count == 1)
    // The same version, named exactly, is built again and decides nothing.
    project.settings.packages[1].location = .url(
      "https://github.com/apple/swift-argument-parser", version: "1.8.2", isExact: true)
    let other = try await project.work()
    #expect(other.ran == [] && other.problems == [] && project.builds.count == 2, "\(other.problems)")
  }
}
