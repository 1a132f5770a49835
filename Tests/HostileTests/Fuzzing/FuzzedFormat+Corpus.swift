import Foundation
import LessonDisplay
import LessonTestSupport

@testable import DeepTraining
@testable import LessonBuilding
@testable import LessonCore
@testable import LessonDocument
@testable import LessonProgram
@testable import LessonStorage

extension FuzzedFormat {
  /// Inputs that are read without an error.
  var corpus: [[UInt8]] {
    switch self {
    case .lesson: Self.lessons
    case .frontMatter:
      [
        "title: \"A: b\"\nseed: 3\ntol: 0.1\nlabels: {loss: strata}\nrequires: [mnist]",
        "title: >\n  long\n  title\ntimeout: 60\nlabels:\n  a: \"b\"\n  c: d # e",
      ].map { Array($0.utf8) }
    case .options:
      ["id=a tol=0.01 timeout=3 fold", "fail", "crash silent", "passthrough nest", "compile-only"].map {
        Array($0.utf8)
      }
    case .code:
      Self.lessons.flatMap { bytes in
        Lesson.parse(path: "x.md", bytes: bytes, language: "en", name: "x").lesson?.blocks.map {
          Array($0.code.utf8)
        } ?? []
      }
    case .events:
      Self.shown.map { shown in
        let events: [LessonEvent] = [
          .blockBegan(0), .shown(shown), .blockEnded(0), .inlineValue(0, "1"),
          .claimFailed(.init("It is so", because: "1 is not below 0", file: "x.md", line: 2)),
          .foundValue(0, FoundValue(description: "a", debugDescription: "a", unorderedParts: ["a"])),
          .printsBegin(1), .printsEnd(1), .ended,
        ]
        return Self.bytes(events.map { LessonEventRecord(out: 0, err: 0, event: $0) })
      }
    case .record: [Self.recordBytes]
    case .training: [Self.trainingBytes]
    case .translation: Self.translations
    case .idx:
      [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 9, 8, 7, 6], [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]]
    case .safetensors:
      [
        (try? Safetensors(tensors: [("a", Tensor([1, 2])), ("b", Tensor([3]))])).map { Self.file(of: $0) }
          ?? []
      ]
    case .csv:
      [
        "size,weight,kind\n1,2.5,a\n-3,1e3,b\n", "size;\"a \"\"b\"\"\";kind\r\n1;2;\"x\ny\"\r\n2;3;z\r\n",
      ].map { Array($0.utf8) }
    }
  }

  /// The project's own lessons, those of others where they lie beside it, and what has all parts of the format.
  private static let lessons: [[UInt8]] = {
    let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let folders = [package.appending(path: "lessons/en"), package.appending(path: "lessons/pl")]
    let own = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        .filter { $0.hasSuffix(".md") }.map { folder.appending(path: $0) }
    }
    let others =
      SharedInputs.isThere ? SharedInputs.documents.map { SharedInputs.folder.appending(path: $0.0) } : []
    return [Array(everything.utf8)] + (own + others).compactMap { try? [UInt8](Data(contentsOf: $0)) }
  }()

  private static let everything = """
    ---
    title: "A: b"
    seed: 3
    tol: 0.1
    labels: {loss: strata}
    requires: [mnist]
    ---

    # Title `{swift-dt tol=0.1} a + 1`

    > - ```swift-dt id=x tol=0.01 timeout=3 fold
      >   let a = [1: "\\(x)"], r = /a b/
    > - [ ] task ~~struck~~ <b title='x'>raw</b> &amp; [^1] <https://a.b> www.a.b

    | a | `{swift-dt} b` |
    |:--|---:|
    | 1 | \\| ![i](data:image/png;base64,AA) |

    ~~~ swift dt fail nest
    let b: Int = "x"
    ~~~

    [^1]: Note
    <div>

    [l]: <x y> 'title'
    """

  private static let recordBytes: [UInt8] = {
    let record = program.map {
      PageRecord(
        results,
        ResultInputs(
          program: $0.digest, data: ["d": "00"], modules: ["m": "00"],
          conditions: RunConditions(compiler: "c", confinement: .none)), machine: "class", basis: nil,
        files: ["x.html": "00"])
    }
    return record.flatMap { try? [UInt8]($0.bytes) } ?? []
  }()

  /// A trainer whose results are small.
  static func trainer() throws -> Trainer {
    let model = Model(input: [2]) { Dense(2) }
    return try Trainer(
      model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.1), metrics: [.accuracy],
      seed: 1)
  }

  private static var trainingBytes: [UInt8] {
    guard let trainer = try? trainer(),
      let data = try? Dataset(inputs: [[0, 1], [1, 0]], classes: [0, 1]),
      let history = try? trainer.fit(data, epochs: 1, batchSize: 1)
    else { return [] }
    return TrainingResult(state: trainer.state, history: history).bytes(trainer.metrics)
  }

  private static let translations: [[UInt8]] = {
    let record = TranslationRecord(
      originalHash: TranslationRecord.hash(of: []), sourceFile: "lessons/en/a.md", languageCode: "pl",
      translationDate: "2026-01-31T12:00:00+00:00")
    let list = (try? JSONEncoder().encode(["a.md": record])).map { [UInt8]($0) }
    return [(try? record.comment).map { Array($0.utf8) }, list].compactMap(\.self)
  }()

  private static var program: Program? {
    let parsed = Lesson.parse(path: "x.md", text: lessonOfResults, language: "en", name: "x")
    return parsed.lesson.flatMap { Program.make(from: $0).program }
  }

  private static func bytes(_ records: [LessonEventRecord]) -> [UInt8] {
    records.flatMap { record in
      ((try? StableJSON.encode(record)).map { [UInt8]($0) } ?? []) + [UInt8(ascii: "\n")]
    }
  }

  private static func file(of tensors: Safetensors) -> [UInt8] {
    let url = FileManager.default.temporaryDirectory.appending(path: "lessons-fuzz-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try? tensors.write(to: url)
    return (try? [UInt8](Data(contentsOf: url))) ?? []
  }
}
