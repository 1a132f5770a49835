import Foundation
import LessonStorage
import Synchronization
import Testing

@testable import LessonExecution

@Suite("The compiler's commands")
final class FrontendCommandsTests {
  private let folder: TemporaryFolder
  private let asked = Mutex<[[String]]>([])

  init() throws { folder = try TemporaryFolder() }

  private func commands(of compiler: String = "one") -> FrontendCommands {
    FrontendCommands(folder: folder.url.path, identity: compiler)
  }

  /// A command for arguments, from a driver that says this.
  private func command(
    _ commands: FrontendCommands, _ arguments: [String], in place: String = "/tmp/a", said: String?
  ) async throws -> [String]? {
    try await commands.command(for: arguments, in: place) { arguments in
      asked.withLock { $0.append(arguments) }
      return said
    }
  }

  @Test("The driver is asked once for the same arguments, whichever folder and runner they are for")
  func once() async throws {
    defer { folder.remove() }
    let said = "/bin/swift-frontend -frontend -c main.swift -file-compilation-dir /tmp/a -o 'a b.o'\n"
    let first = try await command(commands(), ["main.swift"], said: said)
    #expect(
      first == [
        "/bin/swift-frontend", "-frontend", "-c", "main.swift", "-file-compilation-dir", "/tmp/a", "-o",
        "a b.o",
      ])
    let later = commands()
    for place in ["/tmp/b", "/tmp/c"] {
      let again = try await command(later, ["main.swift"], in: place, said: nil)
      #expect(again == first?.map { $0 == "/tmp/a" ? place : $0 })
    }
    #expect(asked.withLock(\.self) == [["main.swift", "-###"]])
  }

  @Test("A damaged file is no command: the driver is asked again")
  func damaged() async throws {
    defer { folder.remove() }
    _ = try await command(commands(), ["-O"], said: "a -frontend -O")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
      try Data().write(to: folder.url.appending(path: name))
    }
    #expect(try await command(commands(), ["-O"], said: "b -frontend -O") == ["b", "-frontend", "-O"])
  }

  @Test("Other arguments, and another compiler, have commands of their own")
  func others() async throws {
    defer { folder.remove() }
    for (compiler, argument) in [("one", "-O"), ("one", "-Onone"), ("two", "-O")] {
      let command = try await command(
        commands(of: compiler), [argument], said: "\(compiler) -frontend \(argument)")
      #expect(command == [compiler, "-frontend", argument])
    }
  }

  @Test(
    "Where the driver has more to say than one command of the compiler, it is started itself",
    arguments: [
      nil, "", "a -frontend -c\nb -frontend -c\n", "warning: no\na -frontend -c\n", "/bin/ld.lld -o a",
      "a -frontend 'b",
    ])
  func refusals(said: String?) async throws {
    defer { folder.remove() }
    let commands = commands()
    #expect(try await command(commands, [], said: said) == nil)
    #expect(try await command(commands, [], said: "a -frontend") == nil, "asked twice")
  }

  @Test(
    "Its words are those of a shell",
    arguments: [
      ("a  b", ["a", "b"]), ("'a b' c", ["a b", "c"]), (#"'it'\''s' "#, ["it's"]), ("'' a", ["", "a"]),
      (#"a\ b"#, ["a b"]), (#"'$d"e\f'"#, [#"$d"e\f"#]), ("-I 'ż'", ["-I", "ż"]),
    ])
  func words(line: String, words: [String]) {
    #expect(FrontendCommands.shellWords(line) == words)
  }
}
