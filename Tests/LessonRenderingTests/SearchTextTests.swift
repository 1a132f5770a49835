import LessonSite
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonRendering

@Suite("The words by which a lesson is found")
struct SearchTextTests {
  private func words(_ text: String) -> String {
    var words = SearchWords()
    words.add(text)
    return words.joined
  }

  @Test(
    "are lower-case and without accents, each once; languages without spaces give pairs of characters",
    arguments: [
      ("Das Größte: GRÖSSTE, größte!", "das großte grosste"), ("Łódź i żółw", "lodz zolw"),
      ("Naïve café, naive CAFE", "naive cafe"), ("x and 3.14, 2nd", "and 14 2nd"),
      ("勾配消失と ReLU関数", "勾配 配消 消失 失と relu 関数"), ("أَمْثِلَة", "امثلة"), ("", ""),
    ])
  func folded(text: String, expected: String) { #expect(words(text) == expected) }

  @Test("are the whole names of code and their parts")
  func names() {
    var words = SearchWords()
    words.add(namesIn: "let fitNetwork = train_step(of: x1)")
    #expect(words.joined == "let fitnetwork fit network train_step train step")
  }

  @Test("stand by sections, with the anchors of the page")
  func sections() throws {
    let lesson = try lesson(
      """
      Before.

      # Loss & gain

      A **steep** valley.

      > Quoted words

      ## Loss & gain

      | one | two |
      |---|---|
      | three | four |

      ```swift-dt
      let rate = 0.1
      ```
      """, language: "en", name: "a")
    let (text, passages) = SearchSections.read(lesson, Transcript(blocks: [], inlineValues: []))
    #expect(text.title == "Loss & gain")
    #expect(text.sections.map(\.anchor) == ["", "loss--gain", "loss--gain-1"])
    #expect(text.sections.map(\.words) == ["before", "steep valley quoted words", "one two three four"])
    #expect(text.sections.map(\.names) == ["", "", "let rate"])
    #expect(passages.page == "a")
    #expect(
      passages.sections == [
        .init(anchor: "", text: "Before."),
        .init(anchor: "loss--gain", text: "A steep valley.\nQuoted words"),
        .init(anchor: "loss--gain-1", text: "one · two\nthree · four"),
      ])
  }

  @Test("are those of captions, too, and their text is a script that pages load")
  func captions() throws {
    let lesson = try lesson(
      """
      ```swift-dt caption="The loss"
      ```
      : falls *steadily*, as [](#fig-a).

      ![A valley](a.svg)

      : Seen from above.
      """, language: "en", name: "deep/a")
    let (text, passages) = SearchSections.read(lesson, Transcript(blocks: [], inlineValues: []))
    #expect(text.sections.map(\.words) == ["the loss falls steadily as figure valley seen from above"])
    let script = String(decoding: try passages.script, as: UTF8.self)
    #expect(
      script == """
        lessonPassages("deep/a",[{"anchor":"","text":"The loss falls steadily, as Figure 2.\\nA valley\\nSeen from above."}])

        """)
  }
}
