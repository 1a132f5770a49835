import Testing

@testable import LessonBuilding
@testable import LessonCore
@testable import LessonData
@testable import LessonRendering

@Suite("What can be registered")
struct RegisteredNamesTests {
  @Test("has a name of its own, and formats have endings of their own")
  func names() {
    let lists = [
      PageFormat.all.map(\.name), PageFormat.all.map(\.suffix), PageFormat.lists,
      CheckReport.Format.allCases.map(\.name), KnownDataSet.all.map(\.name),
    ]
    for list in lists { #expect(Set(list).count == list.count && !list.contains(""), "\(list)") }
  }

  @Test("can be found by its name")
  func named() {
    #expect(PageFormat.all.map { PageFormat.named($0.name) } == PageFormat.all)
    #expect(PageFormat.named("docx") == nil)
  }
}
