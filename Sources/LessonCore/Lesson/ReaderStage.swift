import Foundation

/// What a reader's process is doing, so that the runner can say where it failed.
///
/// The process notes it at the beginning of the file with its reply, which stays when the process is ended.
package enum ReaderStage: UInt32, Sendable {
  /// Decodes the task.
  case beginning
  /// Reads YAML.
  case frontMatter
  /// Reads Markdown; the line is that of its longest passage.
  case markdown
  /// Reads the Swift of a block or expression.
  case swift
  /// Joins blocks to a program.
  case program
  /// Draws what a block gave.
  case drawing
  /// Compares results or texts.
  case comparing
  /// Writes its reply.
  case ending

  /// Where the process notes its stage; `nil` in other processes, which note none.
  package nonisolated(unsafe) static var file: Int32?

  /// Bytes of a note.
  package static let size = 8

  /// Notes that the stage begins.
  ///
  /// - Parameter line: The line of the lesson that it is about; 0 for all.
  package func begin(line: Int = 0) {
    guard let file = Self.file else { return }
    let note = (rawValue, UInt32(clamping: line))
    // Without it the runner knows the place less well.
    withUnsafeBytes(of: note) { _ = pwrite(file, $0.baseAddress, Self.size, 0) }
  }

  /// The stage and line that a process noted last.
  package static func noted(in bytes: Data) -> (stage: ReaderStage, line: Int?)? {
    guard bytes.count >= size else { return nil }
    let numbers = bytes.prefix(size).withUnsafeBytes {
      ($0.loadUnaligned(as: UInt32.self), $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    }
    return ReaderStage(rawValue: numbers.0).map { ($0, numbers.1 == 0 ? nil : Int(numbers.1)) }
  }

  /// What the stage works on, as the author knows it.
  fileprivate var subject: String {
    switch self {
    case .beginning, .ending: "the lesson"
    case .frontMatter: "the front matter"
    case .markdown: "the text"
    case .swift: "this Swift code"
    case .program: "the lesson's program"
    case .drawing: "what this block gave"
    case .comparing: "the comparison of these results"
    }
  }

  /// What helps, when it has too much to do.
  fileprivate var advice: String {
    switch self {
    case .markdown: "; its longest passage begins here: divide it by empty lines"
    case .swift: "; write its expressions and types in simpler parts"
    case .drawing: "; show less of it"
    case .beginning, .frontMatter, .program, .comparing, .ending: ""
    }
  }
}

/// How a reader's process failed.
package struct ReaderFailure: Error, Hashable {
  /// Why it gave no result.
  package enum Kind: Hashable {
    case time, memory
    /// The stack was at its end, or memory was used that is not there.
    case depth
    /// The reply is more than is taken.
    case size
    /// Anything else.
    case crash
  }

  package let kind: Kind
  package let stage: ReaderStage
  /// The line of the lesson, as far as it is known.
  package let line: Int?

  package init(kind: Kind, stage: ReaderStage, line: Int?) {
    self.kind = kind
    self.stage = stage
    self.line = line
  }

  /// What the author is told.
  package func diagnostic(about path: String) -> Diagnostic {
    let range = line.map { SourcePosition(line: $0, column: 1)..<SourcePosition(line: $0, column: 2) }
    return Diagnostic(path: path, at: range, message)
  }

  private var message: String {
    switch kind {
    case .time: "\(stage.subject) takes too long to read\(stage.advice)"
    case .memory: "\(stage.subject) takes too much memory to read\(stage.advice)"
    case .depth: "\(stage.subject) is too deeply nested to be read\(stage.advice)"
    case .size: "\(stage.subject) makes more than a page can hold\(stage.advice)"
    case .crash: "\(stage.subject) cannot be read: what reads it fails\(stage.advice)"
    }
  }
}
