import Foundation
import LessonTestSupport
import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonStorage

@Suite("The record of a page")
struct PageRecordTests {
  @Test("is read as it was written, in lines that a comparison of versions can show, and in this form only")
  func form() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "lessons-record-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let inputs = ResultInputs(
      program: try program("```swift-dt\n1\n```\n").digest, data: ["d": "00"], modules: ["m": "00"],
      conditions: RunConditions(compiler: "c", confinement: .none))
    let record = PageRecord(
      Transcript(blocks: [.init(results: [.printed("a")])], inlineValues: ["1"]), inputs, machine: "class",
      basis: nil, files: ["x.html": "00"])
    try record.bytes.write(to: file)
    let folder = RootedFolder(FileManager.default.temporaryDirectory.path)
    #expect(PageRecord.read(file.lastPathComponent, in: folder) == record)

    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasSuffix("}\n") && text.split(separator: "\n").count > 10)
    let form = "\"schema\" : \(PageRecordHead.schema)"
    #expect(text.contains(form))
    try Data(text.replacing(form, with: "\"schema\" : \(PageRecordHead.schema + 1)").utf8).write(to: file)
    #expect(PageRecord.read(file.lastPathComponent, in: folder) == nil)
  }
}
