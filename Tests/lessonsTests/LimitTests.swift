import Foundation
import Testing

@testable import Formulas
@testable import LessonConfinement
@testable import LessonCore
@testable import LessonDocument
@testable import LessonExecution
@testable import LessonProgram
@testable import LessonStorage

@Suite("What lessons may ask for")
struct LimitTests {
  @Test("No time limit longer than --max-timeout, in front matter and after fences")
  func maxTimeout() async throws {
    let place = try Workplace()
    try place.write("---\nseed: 1\ntimeout: 20\n---\n```swift-dt timeout=15\n1\n```\n", to: "x.md")
    let result = try await place.lessons("run", "--max-timeout", "10.5", "x.md")
    #expect(
      result.remarks == [
        "x.md:3:1: error: this 'timeout' of 20 s is longer than lessons may ask for: --max-timeout is 10.5 s",
        "x.md:5:1: error: this 'timeout' of 15 s is longer than lessons may ask for: --max-timeout is 10.5 s",
      ])
    #expect(result.status == 1)
    #expect(try await place.lessons("run", "--max-timeout", "20", "x.md").status == 0)
    try place.write("---\ntimeout: 1801\n---\n```swift-dt\n1\n```\n", to: "x.md")
    #expect(try await place.lessons("run", "x.md").errors.contains("--max-timeout is 1800 s"))
    #expect(try await place.lessons("run", "--max-timeout", "0", "x.md").status == 2)
  }

  @Test("A lesson without a limit of its own has no more than --max-timeout")
  func defaultTimeout() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nsleep(100_000)\n```\n", to: "x.md")
    let result = try await place.lessons("run", "--max-timeout", "1", "x.md")
    #expect(
      result.remarks == [
        "x.md:2:1: error: the lesson took longer than 1 s (front matter may say 'timeout: N')"
      ])
  }

  @Test("As many open files as the system lets the runner have, and not fewer than 128")
  func openFiles() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nsleep(1)\n```\n", to: "x.md")
    // Says how many files the runner may open once that is no longer the 64 that it begins with, or after some seconds.
    let script = """
      ulimit -Sn 64; ulimit -Hn "$0"; "$@" & i=0
      while grep -q 'open files  *64 ' /proc/$!/limits && [ $i -lt 40 ]; do i=$((i+1)); sleep 0.05; done
      grep 'open files' /proc/$!/limits; wait $!
      """
    func run(_ most: Int) async throws -> Workplace.Result {
      try await place.lessons(["run", "x.md"], by: ["/bin/sh", "-c", script, "\(most)"])
    }
    for most in [128, 1_000] {
      let result = try await run(most)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains(try Regex("Max open files +\(most) +\(most) ")), "\(result.output)")
    }
    let refused = try await place.lessons(
      ["run", "x.md"], by: ["/bin/sh", "-c", "ulimit -n 127; exec \"$@\"", "sh"])
    #expect(
      refused.remarks == ["error: no more than 127 files may be open; at least 128 are needed (ulimit -n)"])
    #expect(refused.status == 3)
  }

  @Test("No more than 32 modules besides those that all import")
  func imports() async throws {
    let place = try Workplace()
    let blocks = (0..<40).map { "```swift-dt\nimport Module\($0)\n```\n" }.joined(separator: "\n")
    try place.write(blocks, to: "x.md")
    let begin = ContinuousClock.now
    let result = try await place.lessons("run", "x.md")
    #expect(result.remarks == ["x.md:129:1: error: this code imports 40 modules; a program may import 32"])
    #expect(.now - begin < .seconds(90))
  }

  @Test("No more time for compilers than its own and a minute, however many blocks they compile")
  func compilers() async throws {
    let toolchain = try await Toolchain.find(path: ProcessInfo.processInfo.environment["PATH"])
    let runner = Workplace.executable
    let cache = try ModuleCache.makeFolder(
      in: runner.deletingLastPathComponent().appending(path: "lessons-modules"), for: toolchain, by: .none)
    let compiler = Compiler(
      toolchain: toolchain, modules: try ModuleSearch(executable: runner.path), moduleCache: cache,
      host: LessonHostFile.beside(runner.path), confinement: .none)
    func compile(base: Double) async throws -> [Diagnostic] {
      let fails = Array(repeating: "```swift-dt fail\nlet x: Int = \"x\"\n```\n", count: 40)
      let source = "---\ntimeout: 1\n---\n" + fails.joined(separator: "\n")
      let lesson = try #require(Lesson.parse(path: "x.md", text: source, language: "en", name: "x").lesson)
      let program = try #require(Program.make(from: lesson).program)
      let lessons = LessonRunner(
        compiler: compiler, host: LessonHostFile.beside(runner.path), maxTimeout: 10, compilerBase: base)
      switch try await lessons.compile(program.written(), of: lesson.outline, with: .none) {
      case .compiled(let compiled, let warnings):
        compiled.discard()
        return warnings
      case .wrong(let diagnostics): return diagnostics
      }
    }
    let begin = ContinuousClock.now
    let diagnostics = try await compile(base: 0.5)
    #expect(.now - begin < .seconds(60))
    let last = try #require(diagnostics.last)
    #expect(
      last.message
        == "this block was not compiled to its end: all compilers of this lesson together took longer than 1.5 s (its "
        + "'timeout' and 0.5 s)")
    #expect((last.range?.lowerBound.line ?? 0) >= 4)
    #expect(try await compile(base: 100).isEmpty)
  }

  @Test("A compiler that a limit ended by a signal is reported with the limit")
  func signals() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let tools = ConfinedTool(
      host: LessonHostFile.beside(Workplace.executable.path), confinement: .none, readable: ["/"])
    for signal in ["KILL", "XCPU"] {
      let outcome = try await tools.run("/bin/sh", ["-c", "kill -\(signal) $$"], in: folder.url)
      guard case .timedOut(let reason) = outcome else {
        Issue.record("\(outcome)")
        continue
      }
      #expect(reason.hasPrefix("it used more than 20 s of processor time"))
    }
  }
}
