import Foundation
import LessonStorage
import Synchronization

/// The commands that the compiler's driver makes of arguments.
///
/// The driver takes about as long as the compilation of a short lesson, and says the same each time: its commands depend on
/// the arguments, the toolchain and the environment. They are kept in a file each, with a mark in place of the folder in
/// which a lesson is compiled.
final class FrontendCommands: Sendable {
  private let folder: String
  private let identity: String
  /// By the arguments' digest; empty if the driver has to be started.
  private let known = Mutex<[String: [String]]>([:])

  /// - Parameters:
  ///   - folder: A persistent folder that lessons' compilers cannot write to.
  ///   - identity: Identifies the compiler and its environment.
  init(folder: String, identity: String) {
    self.folder = folder
    self.identity = identity
  }

  /// The command of the only job of a compilation; `nil` if it has several, or if the driver has more to say.
  ///
  /// - Parameters:
  ///   - arguments: The driver's arguments.
  ///   - place: The folder in which it would run.
  ///   - ask: Gives what the driver prints for arguments; `nil` if it fails.
  func command(
    for arguments: [String], in place: String, asking ask: ([String]) async throws -> String?
  ) async throws -> [String]? {
    let key = String(contentHash(of: [identity] + arguments).prefix(32))
    let file = URL(filePath: folder).appending(path: "lessons-command-\(key)")
    var command = known.withLock { $0[key] } ?? Self.read(file)
    if command == nil {
      let said = try await ask(arguments + ["-###"])
      command = said.flatMap(Self.onlyCommand)?.map { $0 == place ? Self.mark : $0 }
      // If it cannot be written, the next runner asks again.
      if let command { try? Data(command.joined(separator: "\0").utf8).write(to: file, options: .atomic) }
    }
    known.withLock { $0[key] = command ?? [] }
    return command.flatMap { $0.isEmpty ? nil : $0 }?.map { $0 == Self.mark ? place : $0 }
  }

  private static let mark = "<folder>"

  private static func read(_ file: URL) -> [String]? {
    let words = (try? String(contentsOf: file, encoding: .utf8))?.components(separatedBy: "\0")
    return words.flatMap { isOfCompiler($0) ? $0 : nil }
  }

  private static func onlyCommand(_ said: String) -> [String]? {
    let lines = said.split(whereSeparator: \.isNewline)
    guard lines.count == 1, let words = shellWords(lines[0]), isOfCompiler(words) else { return nil }
    return words
  }

  /// Whether a command starts the compiler; a file may be damaged.
  private static func isOfCompiler(_ words: [String]) -> Bool { words.dropFirst().first == "-frontend" }

  /// The words of a line as a shell takes it apart; `nil` if a quote is not closed.
  static func shellWords(_ line: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var characters = line.makeIterator()
    while let character = characters.next() {
      switch character {
      case "'":
        isQuoted.toggle()
        word = word ?? ""
      case "\\" where !isQuoted: word = (word ?? "") + String(characters.next() ?? "\\")
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return isQuoted ? nil : words
  }
}
