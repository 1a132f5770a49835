import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonExecution

/// Gives modules that were made beforehand.
struct TestModules: ModuleMaking {
  var outcome = ModuleMaker.Outcome()
  var namedFolders: [String] { [] }

  /// Modules with shared files that declare `names`, and with one package.
  init(
    declaring names: [String] = ["twice"], sources: String = "1", package: String = "1",
    imports: [String] = []
  ) {
    let support = PreparedModules.Support(
      module: SupportModule(files: [:], sources: [:]),
      interface: ModuleInterface(names: names, imports: [], reachesUnnamed: false), digest: sources)
    let library = PackageLibrary(
      name: "matrix", modules: ["Matrix", "CRows"], digest: package, file: "/lib.so")
    outcome.modules = PreparedModules(
      support: support, packages: BuiltPackages(searchArguments: [], folders: [], libraries: [library]),
      imports: imports)
  }

  func make() async throws -> ModuleMaker.Outcome { outcome }
}

@Suite("Lessons and the modules of their project")
struct ModuleTests {
  private func project() async throws -> TestProject {
    let project = try TestProject([
      "a": lessonText("twice(1)"), "b": lessonText("import Matrix"), "c": lessonText("print(1)"),
    ])
    project.modules = TestModules()
    _ = try await project.work()
    _ = project.runner.takeEvents()
    return project
  }

  @Test(
    "A change runs the lessons that use what has changed",
    arguments: [
      (TestModules(), []), (TestModules(sources: "2"), ["a"]), (TestModules(package: "2"), ["b"]),
      (TestModules(declaring: ["twice", "print"], sources: "2"), ["a", "c"]),
      (TestModules(declaring: [], sources: "2"), ["a"]), (TestModules(imports: ["Matrix"]), ["a", "b", "c"]),
    ])
  func changes(modules: TestModules, runs: [String]) async throws {
    let project = try await project()
    project.modules = modules
    _ = try await project.work()
    #expect(project.runner.takeRuns() == runs)
    _ = try await project.work()
    #expect(project.runner.takeEvents() == [])
  }

  @Test("With an error in them nothing is compiled and pages stay; warnings are told")
  func errors() async throws {
    let project = try await project()
    let page = project.output("en/a.html")
    project.modules?.outcome.modules = nil
    project.modules?.outcome.diagnostics = [Diagnostic(path: "Support/A.swift", at: nil, "wrong")]
    let outcome = try await project.work(.write(force: true))
    #expect(outcome.problems == ["wrong"] && outcome.reports.isEmpty && project.runner.takeEvents() == [])
    #expect(project.output("en/a.html") == page)
    project.modules = TestModules()
    project.modules?.outcome.diagnostics = [Diagnostic(.warning, path: "Support/A.swift", at: nil, "unused")]
    #expect(try await project.work().problems == ["unused"])
  }

  @Test("A record names the modules that its program uses, and only these")
  func record() async throws {
    let project = try await project()
    #expect(project.output("en/a/record.json")?.contains("\"Support\" : \"1\"") == true)
    #expect(project.output("en/b/record.json")?.contains("\"matrix\" : \"1\"") == true)
    #expect(project.output("en/c/record.json")?.contains("\"modules\"") == false)
  }
}
