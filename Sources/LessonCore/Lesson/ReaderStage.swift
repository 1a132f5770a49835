import Foundation

/// The stage of a reader's process, so that the runner can report where it failed.
///
/// The process writes it to the start of its reply file, which remains after the process has ended.
package enum ReaderStage: UInt32, Sendable {
  /// Decodes the task.
  case beginning
  /// Reads YAML.
  case frontMatter
  /// Parses Markdown; the line is that of the longest passage.
  case markdown
  /// Parses the Swift of a block or expression.
  case swift
  /// Joins blocks to a program.
  case program
  /// Draws the results of a block.
  case drawing
  /// Compares results or texts.
  case comparing
  /// Writes its reply.
  case ending
  /// Reads a bibliography.
  case bibliography

  /// The descriptor to which the process writes its stage; `nil` in other processes.
  package nonisolated(unsafe) static var file: Int32?

  /// The bytes of a written stage.
  package static let size = 8

  /// Writes that the stage begins.
  ///
  /// - Parameter line: The line of the lesson that the stage works on; 0 for the whole lesson.
  package func begin(line: Int = 0) {
    guard let file = Self.file else { return }
    let note = (rawValue, UInt32(clamping: line))
    // If writing fails, the runner only knows an earlier stage.
    withUnsafeBytes(of: note) { _ = pwrite(file, $0.baseAddress, Self.size, 0) }
  }

  /// The last stage and line that a process wrote.
  package static func noted(in bytes: Data) -> (stage: ReaderStage, line: Int?)? {
    guard bytes.count >= size else { return nil }
    let numbers = bytes.prefix(size).withUnsafeBytes {
      ($0.loadUnaligned(as: UInt32.self), $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    }
    return ReaderStage(rawValue: numbers.0).map { ($0, numbers.1 == 0 ? nil : Int(numbers.1)) }
  }

  /// What the stage works on, as messages name it.
  fileprivate var subject: String {
    switch self {
    case .beginning, .ending: "the lesson"
    case .frontMatter: "the front matter"
    case .markdown: "the text"
    case .swift: "this Swift code"
    case .program: "the lesson's program"
    case .drawing: "what this block gave"
    case .comparing: "the comparison of these results"
    case .bibliography: "this bibliography"
    }
  }

  /// Advice for a stage that exceeded a limit.
  fileprivate var advice: String {
    switch self {
    case .markdown: "; its longest passage begins here: divide it by empty lines"
    case .swift: "; write its expressions and types in simpler parts"
    case .drawing: "; show less of it"
    case .beginning, .frontMatter, .program, .comparing, .bibliography, .ending: ""
    }
  }
}

/// How a reader's process failed.
package struct ReaderFailure: Error, Hashable {
  /// Why it has no result.
  package enum Kind: Hashable {
    case time, memory
    /// The stack overflowed, or invalid memory was accessed.
    case depth
    /// The reply exceeds its maximum size.
    case size
    /// Anything else.
    case crash
  }

  package let kind: Kind
  package let stage: ReaderStage
  /// The line of the lesson, if known.
  package let line: Int?

  package init(kind: Kind, stage: ReaderStage, line: Int?) {
    self.kind = kind
    self.stage = stage
    self.line = line
  }

  /// The diagnostic for the author.
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
