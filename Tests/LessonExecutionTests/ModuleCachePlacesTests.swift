import Foundation
import LessonTestSupport
import Testing

@testable import LessonConfinement
@testable import LessonExecution
@testable import LessonStorage

@Suite("What the compiler has read of C headers is kept")
struct ModuleCachePlacesTests {
  private let toolchain = Toolchain(compiler: "/none/bin/swiftc", root: "/none")

  /// Where a runner keeps it, as a path from the test's folder.
  private func place(
    installed: Bool, environment: [String: String], keeping: Bool = true, in folder: TestFolder
  ) throws -> String {
    try folder.write("", to: "bin/lessons")
    try folder.write("", to: "bin/Modules/LessonDisplay.swiftmodule")
    if installed { try folder.write("Swift version 1\n", to: "bin/compiler-version") }
    let modules = try ModuleSearch(executable: folder.path + "/bin/lessons")
    let places = ModuleCachePlaces(
      modules, kept: keeping ? folder.path + "/kept" : nil,
      environment: environment.mapValues { $0.replacing("FOLDER", with: folder.path) }, isRoot: false)
    let (made, warning) = try places.makeFolder(for: toolchain, by: .none)
    #expect(warning == nil)
    let parent = URL(filePath: made).deletingLastPathComponent().path
    return parent.replacing(folder.url.resolvingSymlinksInPath().path + "/", with: "")
  }

  @Test("by an installed runner in the user's caches, and never beside it")
  func installed() throws {
    let folder = try TestFolder()
    let home = try place(installed: true, environment: ["HOME": "FOLDER/home"], in: folder)
    #expect(home == "home/.cache/swift-lessons/modules")
    let named = try place(
      installed: true, environment: ["HOME": "FOLDER/home", "XDG_CACHE_HOME": "FOLDER/caches"], in: folder)
    #expect(named == "caches/swift-lessons/modules")
  }

  @Test("and read again when a header is replaced, even by one with the same contents")
  func replaced() throws {
    let folder = try TestFolder()
    func headers() throws -> String { try ModuleSearch(executable: folder.path + "/bin/lessons").headers }
    for path in [
      "lessons", "Modules/LessonDisplay.swiftmodule", "compiler-version", "CKernels/module.modulemap",
      "CKernels/Kernels.h",
    ] { try folder.write("", to: "bin/\(path)") }
    let before = try headers()
    #expect(try headers() == before)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)],
      ofItemAtPath: folder.path + "/bin/CKernels/Kernels.h")
    #expect(try headers() != before)
  }

  @Test("with what is kept for the project, where the user has no home")
  func homeless() throws {
    for environment in [[:], ["HOME": ""], ["HOME": "relative"], ["HOME": "/proc/none"]] {
      let folder = try TestFolder()
      #expect(try place(installed: true, environment: environment, in: folder) == "kept/modules")
    }
  }

  @Test("by a runner in its package beside it, so that all projects share it")
  func built() throws {
    let folder = try TestFolder()
    let found = try place(installed: false, environment: ["HOME": "FOLDER/home"], in: folder)
    #expect(found == "bin/lessons-modules")
  }

  @Test(
    "for one call only, if no place can be written, and the user is told what to set",
    arguments: [[:], ["HOME": "/proc/none"], ["HOME": "/proc", "XDG_CACHE_HOME": "/proc/none"]])
  func nowhere(_ environment: [String: String]) throws {
    let folder = try TestFolder()
    try folder.write("", to: "bin/lessons")
    try folder.write("", to: "bin/Modules/LessonDisplay.swiftmodule")
    try folder.write("Swift version 1\n", to: "bin/compiler-version")
    let modules = try ModuleSearch(executable: folder.path + "/bin/lessons")
    let places = ModuleCachePlaces(modules, kept: nil, environment: environment, isRoot: false)
    let (made, warning) = try places.makeFolder(for: toolchain, by: .none)
    #expect(FileManager.default.isWritableFile(atPath: made) && made.contains("/lessons-run-"))
    #expect(warning?.hasSuffix("HOME or XDG_CACHE_HOME names a folder for it") == true)
    try FileManager.default.removeItem(atPath: made)
  }
}
