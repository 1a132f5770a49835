import Foundation
import Testing

@testable import LessonBuilding
@testable import LessonDisplay
@testable import LessonServing

@Suite("What browsers are told while a lesson runs")
struct PreviewEventsTests {
  private static let page = "en/a"

  private static func training(_ epoch: Int, of epochs: Int, loss: Double) throws -> LessonEvent.Training {
    try JSONDecoder().decode(
      LessonEvent.Training.self,
      from: Data(#"{"epoch":\#(epoch),"epochs":\#(epochs),"loss":\#(loss),"secondsLeft":1}"#.utf8))
  }

  /// Begins a run of two blocks.
  private func running() -> PreviewEvents {
    let events = PreviewEvents()
    let blocks = [
      LiveBlock(index: 0, section: 0, isOld: false), LiveBlock(index: 1, section: 1, isOld: true),
    ]
    for event in [.read(blocks), .began, .blockBegan(0)] as [RunEvent] {
      events.show(event, onPage: Self.page)
    }
    return events
  }

  /// What a listener is sent next, as one text.
  private func next(_ stream: inout ServerSentEvents.Iterator) async -> String {
    String(decoding: await stream.nextBuffer(suggested: .max) ?? Data(), as: UTF8.self)
  }

  @Test("A listener that comes late gets the state so far, and then what changes")
  func late() async throws {
    let events = running()
    events.show(.results(block: 0, markup: "<p>one</p>"), onPage: Self.page)
    events.show(.blockEnded(0), onPage: Self.page)
    events.show(.blockBegan(1), onPage: Self.page)
    for epoch in 1...3 {
      let training = try Self.training(epoch, of: 10, loss: 1 / Double(epoch))
      events.show(.training(block: 1, training), onPage: Self.page)
    }
    var stream = events.listen(toPage: Self.page) { "v" }.makeAsyncIterator()
    let first = await next(&stream)
    #expect(
      first.hasPrefix("data: {\"fixes\":[],\"message\":\"\",\"version\":\"v\"}\n\nevent: live\ndata: {"))
    #expect(first.contains(#""markup":"<p>one</p>""#) && first.contains(#""isNew":true"#))
    #expect(first.contains(#""points":[[0.1,1],[0.2,0.5],[0.3,"#) && first.contains(#""isOld":true"#))
    events.show(.results(block: 1, markup: "<p>two</p>"), onPage: Self.page)
    let second = await next(&stream)
    #expect(
      second.contains("<p>two</p>") && !second.contains("<p>one</p>") && second.contains(#""isNew":false"#))
  }

  @Test("A listener that is slow gets the newest state, however much it missed")
  func slow() async {
    let events = running()
    var stream = events.listen(toPage: Self.page) { "v" }.makeAsyncIterator()
    _ = await next(&stream)
    for number in 1...1_000 {
      let markup = "<p>\(number)</p>" + String(repeating: "x", count: 10_000)
      events.show(.results(block: 0, markup: markup), onPage: Self.page)
      events.beat()
    }
    let news = await next(&stream)
    #expect(news.contains("<p>1000</p>") && !news.contains("<p>999</p>") && news.utf8.count < 20_000)
    events.tell(PageProblems("end"))
    #expect(await next(&stream) == "data: {\"fixes\":[],\"message\":\"end\",\"version\":\"v\"}\n\n")
  }

  @Test("Pages of other lessons are told nothing of it, and a page that is done gets its version")
  func others() async {
    let events = running()
    var other = events.listen(toPage: "en/b") { "w" }.makeAsyncIterator()
    #expect(await next(&other) == "data: {\"fixes\":[],\"message\":\"\",\"version\":\"w\"}\n\n")
    var own = events.listen(toPage: Self.page) { "v" }.makeAsyncIterator()
    _ = await next(&own)
    events.show(.results(block: 0, markup: "<p>one</p>"), onPage: Self.page)
    events.show(.ended(.finished(version: "h")), onPage: Self.page)
    let end = await next(&own)
    #expect(
      end.hasPrefix("data: {") && end.contains(#""phase":"finished""#) && end.contains(#""version":"h""#)
        && !end.contains("<p>one</p>"))
    events.beat()
    #expect(await next(&other) == ":\n\n")
  }

  @Test(
    "A run that was stopped keeps what it gave, and says that it was stopped"
  )
  func stopped() async {
    let events = running()
    events.show(.results(block: 0, markup: "<p>one</p>"), onPage: Self.page)
    events.show(.ended(.stopped), onPage: Self.page)
    var stream = events.listen(toPage: Self.page) { "v" }.makeAsyncIterator()
    let news = await next(&stream)
    #expect(news.contains(#""phase":"stopped""#) && news.contains(#""status":"stopped""#))
    #expect(news.contains("<p>one</p>"))
  }

  @Test("A loss curve has a bounded number of points, and each training has its own")
  func curve() throws {
    var curve = LossCurve()
    for epoch in 1...5_000 { curve.add(try Self.training(epoch, of: 5_000, loss: 1 / Double(epoch))) }
    #expect(curve.points.count <= LossCurve.mostPoints && curve.points.count > LossCurve.mostPoints / 4)
    #expect(curve.points.first?.done == 1 / 5_000 && curve.points.last?.done == 1)
    curve.add(try Self.training(1, of: 2, loss: 3))
    #expect(curve.points == [.init(done: 0.5, loss: 3)])
    curve.add(try Self.training(2, of: 0, loss: 3))
    #expect(curve.points.count == 1)
  }
}
