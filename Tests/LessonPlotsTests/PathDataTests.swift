import Testing

@testable import LessonPlots

@Suite("Path data")
struct PathDataTests {
  @Test("puts a space only between numbers that nothing else separates")
  func separators() {
    #expect(
      PathData.numbers([]) == "" && PathData.numbers([5, 5, 15, 5, -5, 20, 0, 3]) == ".5.5 1.5.5-.5 2 0 .3")
  }

  @Test("tells each point of a line from the one before, in tenths")
  func line() {
    #expect(PathData.line([(1.04, 2), (1.5, 1.96), (11.5, 1)]) == "M1 2l.5 0 10-1")
    #expect(PathData.line([(0.26, -3)]) == "M.3-3" && PathData.line([]) == "")
  }
}
