import Foundation
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("What a page is made from")
struct PageInputsTests {
  @Test("is these bytes and this build of the runner")
  func bytes() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lessons-inputs-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "en"), withIntermediateDirectories: true)
    func content(_ text: String) throws -> (LessonFile, LessonBytes) {
      try Data(text.utf8).write(to: folder.appending(path: "en/a.md"))
      let file = try #require(LessonFile.find(in: folder.path).files.first)
      return (file, LessonBytes(file))
    }
    let (file, one) = try content("# One\n")
    let other = try content("# Other\n").1
    func inputs(_ conditions: RunConditions) -> PageInputs {
      PageInputs(file, text: PageInputs.text(of: one, nil), conditions, formats: [], modules: "")
    }
    let here = inputs(RunConditions(compiler: "c", confinement: .none))
    #expect(here.areOf(PageInputs.text(of: one, nil)))
    #expect(!here.areOf(PageInputs.text(of: other, nil)))
    let elsewhere = inputs(RunConditions(runner: "another", compiler: "c", confinement: .none))
    #expect(!elsewhere.areOf(PageInputs.text(of: one, nil)))
    #expect(!elsewhere.areOf(PageInputs.text(of: other, nil)))
  }
}
