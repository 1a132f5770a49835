import Foundation
import Testing

@Suite("What a build says while it works")
struct ProgressTests {
  private let lesson = """
    ```swift-dt
    let data = try Digits.synthetic(count: 500, seed: 1)
    ```

    ```swift-dt
    let model = Model(input: [28, 28]) { Flatten(); Dense(64); ReLU(); Dense(10) }
    let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.01))
    let history = try trainer.fit(data, epochs: 150, batchSize: 50)
    ```
    """

  @Test("On a terminal it is lesson, block, epoch, loss and time left, on one line that goes")
  func terminal() async throws {
    let place = try Workplace()
    try place.write(lesson, to: "lessons/en/a.md")
    // A terminal of its own, whose text goes to the standard output.
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/script")
    process.arguments = ["-qec", "'\(Workplace.executable.path)' build", "/dev/null"]
    process.currentDirectoryURL = place.url
    process.standardInput = FileHandle.nullDevice
    let file = place.url.appending(path: "terminal.txt")
    try Data().write(to: file)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    let text = try String(contentsOf: file, encoding: .utf8)
    let states = text.split(separator: "\r\u{1B}[K")
    #expect(states.first == "0/1 lessons…")
    #expect(states.contains("0/1 · lessons/en/a.md 1/2"))
    #expect(
      states.contains {
        $0.wholeMatch(
          of:
            #/0\/1 · lessons\/en\/a\.md 2\/2 · epoch \d+\/150 · loss [\d.e-]+ · \d+ s left/#
        ) != nil
      })
    #expect(states.last?.hasPrefix("1 lesson: 1 ran, 0 unchanged, 0 failed") == true)
  }

  @Test("Elsewhere it is one line at the end, without an escape sequence")
  func elsewhere() async throws {
    let place = try Workplace()
    try place.write(lesson, to: "lessons/en/a.md")
    let result = try await place.lessons("build")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(!result.errors.contains("\u{1B}") && !result.errors.contains("\r"))
  }
}
