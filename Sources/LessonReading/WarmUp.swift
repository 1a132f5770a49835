import Foundation
import LessonCore
import LessonDisplay
import LessonRendering
import LessonSite
import LessonStorage

/// Reads and renders a lesson once in the fork server, so that workers inherit values that are made on first use.
enum WarmUp {
  /// Ignores failures: workers then make these values themselves.
  static func run() {
    let file = LessonFile(path: "warm-up.md", language: "en", name: "warm-up")
    let source = LessonSource(file: file, bytes: Data(text.utf8), translation: nil)
    let transcript = Transcript(
      blocks: [.init(results: [.printed("1.5\n"), .shown(.chart(chart))])], inlineValues: ["2"])
    let tasks: [any ReaderTask] = [
      ReadLesson(source: source, values: transcript.inlineValues, basis: nil, memory: nil),
      MakePages(
        source: source, transcript: transcript, machine: "",
        place: PagePlace(alone: "warm-up", language: "en"),
        formats: Set(PageFormat.all), basis: nil, memory: ReaderMemory()),
    ]
    for task in tasks { perform(task) }
  }

  private static func perform<Task: ReaderTask>(_ task: Task) {
    guard let bytes = try? ReaderTasks.bytes(of: task), let reply = try? ReaderTasks.perform(bytes) else {
      return
    }
    let _: Task.Result? = try? StableJSON.decode(reply)
  }

  private static let chart = Chart(x: "x", y: .log("y"), Series("a", [1, 2, 0.5]))

  private static let text = """
    ---
    title: A lesson
    seed: 1
    ---
    # A *lesson* of `code`

    Text with a [link](#a), <b>HTML</b>, $a_1 + \\frac{1}{2}$ and `{swift-dt} 1 + 1`.[^1]

    | a | b |
    |---|--:|
    | 1 | 2 |

    > [!NOTE]
    > A note.

    ```swift-dt id=block
    import Foundation
    struct Point { var x = 1.5 }
    print(Point().x)
    let a = [1, 2].map { $0 * 2 }
    ```

    [^1]: A footnote.
    """
}
