import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("What follows a question")
struct AnswersTests {
  private let question = "> [!PREDICT]\n> Why?\n\n"
  private let asked = """
    <div class="alert predict" role="note">
    <p class="title">What do you expect?</p>
    <p>Why?</p>
    </div>
    """

  @Test("is folded up to the next heading")
  func heading() throws {
    try check(
      question + "a\n\n```swift-dt silent\nb\n```\n\n# C\n\nd", transcript([[]]),
      article: asked + """

        <details class="answer"><summary>Show the answer</summary>
        <p>a</p>
        <section class="block">
        <pre class="code" dir="ltr"><code class="language-swift">b
        </code></pre>
        </section>
        </details>
        <h1 id="c">C<a class="anchor" href="#c" aria-hidden="true" tabindex="-1"></a></h1>
        <p>d</p>
        """)
  }

  @Test("ends at the next question, and does not have to be there")
  func questions() throws {
    func page(_ text: String) throws -> String { PageRenderer().html(try lesson(text), transcript([])) }
    #expect(try page(question + "a\n\n" + question + "b").ranges(of: "<details class=\"answer\">").count == 2)
    #expect(try !page(question + "# A").contains("<details"))
    #expect(try !page(question).contains("<details"))
    #expect(try !page("> [!NOTE]\n> a\n\nb").contains("<details"))
  }

  @Test("is no footnote and no record of a translation")
  func ends() throws {
    let record = "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\n}\n-->"
    let nodes = FoldedAnswers.folded(
      try MarkdownReader.read(SourceText(question + "a[^1]\n\n\(record)\n\n[^1]: b"))
    )
    .children
    #expect(nodes.count == 4 && nodes[1].kind == .folded(.answer) && nodes[1].children.count == 1)
  }

  @Test("is folded in Markdown pages, with what its blocks give")
  func markdown() throws {
    try check(
      question + "```swift-dt invisible\n```\n\n```swift-dt\na\n```\n\n## B\n",
      transcript([[], [.printed("1")]]),
      markdown: """
        > **What do you expect?**<br>
        > Why?

        <details>
        <summary>Show the answer</summary>

        ```swift
        a
        ```

        ```text
        1
        ```

        </details>


        ## B

        """)
  }

  @Test("is folded in notebooks, cell by cell")
  func notebook() throws {
    let text = question + "a\n\n```swift-dt\nb\n```\n\n## C\n"
    let notebook = String(decoding: Notebook(try lesson(text), transcript([])).bytes, as: UTF8.self)
    #expect(notebook.contains("<details><summary>Show the answer</summary>"))
    #expect(notebook.contains("\"outputs_hidden\" : true"))
  }
}

@Suite("An aside")
struct AsideTests {
  @Test("has a title in Markdown pages, since GitHub does not know it")
  func markdown() throws {
    try check(
      "a\n\n > [!aside]\n > b\n", transcript([]), markdown: "a\n\n > **Na marginesie**<br>\n > b\n",
      language: "pl")
    try check("> [!NOTE]\n> b\n", transcript([]), markdown: "> [!NOTE]\n> b\n")
  }
}
