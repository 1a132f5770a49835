import Foundation
import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonRendering

@Suite("The page of an exercise")
struct ExercisePageTests {
  private let text = """
    ```swift-dt exercise=a
    let a = 1
    ```

    > [!HINT]
    > More.

    ```swift-dt solution=a
    let a = 2
    ```

    Why:

    ```swift-dt check=a
    claim("a", a == 2)
    ```

    After it.

    """
  private let results = transcript([[], [.printed("two")], []])

  @Test("shows the starter with its number, and folds hint, solution and check, each by itself")
  func html() throws {
    try check(
      text, results,
      article: """
        <section class="block apart">
        <p class="exercise">Exercise 1</p>
        <pre class="code" dir="ltr"><code class="language-swift"><span class="k">let</span> a = <span class="n">1</span>
        </code></pre>
        </section>
        <details class="hint"><summary>Hint</summary>
        <p>More.</p>
        </details>
        <details class="solution"><summary>Solution</summary>
        <section class="block apart">
        <pre class="code" dir="ltr"><code class="language-swift"><span class="k">let</span> a = <span class="n">2</span>
        </code></pre>
        <div class="results" role="group" aria-label="Result">
        <pre class="result printed" dir="auto"><samp>two</samp></pre>
        </div>
        </section>
        <p>Why:</p>
        </details>
        <details class="check"><summary>Check</summary>
        <section class="block apart">
        <pre class="code" dir="ltr"><code class="language-swift">claim(<span class="s">"a"</span>, a == <span class="n">2</span>)
        </code></pre>
        <p class="verdict">The check passes</p>
        </section>
        </details>
        <p>After it.</p>
        """)
  }

  @Test("says the same in Markdown")
  func markdown() throws {
    try check(
      text, results,
      markdown: """
        **Exercise 1**

        ```swift
        let a = 1
        ```

        > <details>
        > <summary>Hint</summary>
        >
        > More.
        >
        > </details>

        <details>
        <summary>Solution</summary>

        ```swift
        let a = 2
        ```

        ```text
        two
        ```

        Why:

        </details>


        <details>
        <summary>Check</summary>

        ```swift
        claim("a", a == 2)
        ```

        ✓ The check passes

        </details>


        After it.

        """)
  }

  @Test("has a title in the fold for an aside of the solution")
  func aside() throws {
    let text = text.replacing("Why:", with: "> [!ASIDE]\n> b")
    let page = PageRenderer().markdown(try lesson(text), results).text
    #expect(page.contains("> **Aside**<br>\n> b"))
  }

  @Test("has cells with hidden source for solution and check, in a notebook")
  func notebook() throws {
    let notebook = String(decoding: Notebook(try lesson(text), results).bytes, as: UTF8.self)
    #expect(notebook.contains("**Exercise 1**"))
    #expect(notebook.contains("**Solution**") && notebook.contains("**Check**"))
    #expect(notebook.contains("<details><summary>Hint</summary>"))
    #expect(notebook.ranges(of: "\"source_hidden\" : true").count == 3)
    #expect(notebook.ranges(of: "\"outputs_hidden\" : true").count == 2)
    #expect(notebook.ranges(of: "skip-execution").count == 1)
  }
}
