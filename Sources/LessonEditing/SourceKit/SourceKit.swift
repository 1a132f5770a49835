import Foundation
import LessonBuilding
import LessonCore
import LessonExecution
import LessonStorage

/// What knows Swift: one SourceKit-LSP for the programs of all open texts, started when the first question is asked.
///
/// Where it is missing, ends or is late, questions have no answer, and the log has one line that says so.
actor SourceKit {
  /// A Swift program, by the text that it belongs to.
  struct Document: Sendable {
    /// The address of the text, and which of its programs it is.
    let name: String
    let text: String
    let mode: LanguageMode

    /// The folder of the program in the workspace.
    var folder: String { String(contentHash(of: [name]).prefix(16)) }
    /// How its address ends, and no other.
    var addressEnd: String { "/\(folder)/\(SourceKitWorkspace.file)" }
  }

  private let tell: @Sendable (String) -> Void
  private let offersSnippets: Bool
  private var starting: Task<SourceKitWorkspace, any Error>?
  /// How often in a row it has ended or was late.
  private var failures = 0

  /// - Parameters:
  ///   - snippets: Whether the client knows text with places to fill in.
  ///   - tell: Called with lines for the log.
  init(snippets: Bool, tell: @escaping @Sendable (String) -> Void) {
    offersSnippets = snippets
    self.tell = tell
  }

  /// How long a question may take. The first waits until SourceKit-LSP has read all modules.
  private static let patience = Duration.seconds(30)
  /// After so many failures, nothing more is asked.
  private static let mostFailures = 3

  // MARK: Questions

  /// Asks about a document.
  ///
  /// - Parameters:
  ///   - check: What knows how the project's programs are compiled.
  ///   - params: The request's parameters for the address that the document has in SourceKit-LSP.
  /// - Returns: `nil` if there is no answer.
  /// - Throws: SourceKit-LSP's own refusal, which says why.
  func ask<Answer: Decodable & Sendable>(
    _ method: String, about document: Document, _ check: TextCheck,
    _ params: @Sendable (_ uri: String) -> some Encodable & Sendable
  ) async throws -> Answer? {
    guard failures < Self.mostFailures else { return nil }
    do {
      guard let (compiler, setup) = try await check.editing(in: document.mode) else { return nil }
      let workspace = try await workspace(of: compiler, for: setup)
      let uri = try workspace.synchronize(document, setup)
      let request = workspace.connection.send(method, params(uri))
      let answer: Answer? = try await workspace.connection.answer(to: request, within: Self.patience)
      failures = 0
      return answer
    } catch let refusal as LSP.ResponseError {
      throw refusal
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      note(error)
      return nil
    }
  }

  /// Forgets the programs of a text that was closed.
  func close(_ uri: String) async { try? await starting?.value.close(uri) }

  /// Ends SourceKit-LSP.
  func end() async {
    starting?.cancel()
    let workspace = try? await starting?.value
    starting = nil
    failures = Self.mostFailures
    workspace?.end()
  }

  private func note(_ error: any Error) {
    // Of several questions that fail together, the first is enough.
    guard let failed = starting else { return }
    starting = nil
    failures += 1
    let ends = failures >= Self.mostFailures ? "; it is not started again" : ""
    let why =
      switch error {
      case SourceKitConnection.Failure.ended: "SourceKit-LSP has ended"
      case SourceKitConnection.Failure.late: "SourceKit-LSP does not answer within \(Self.patience)"
      default: "SourceKit-LSP cannot be started: \(FileFailure.text(of: error))"
      }
    tell("there are no answers about Swift: \(why)\(ends)")
    Task { try? await failed.value.end() }
  }

  // MARK: Starting

  /// The workspace; a new one where the present one has ended, or may not read what the setup names.
  private func workspace(
    of compiler: Compiler, for setup: EditingSetup
  ) async throws -> SourceKitWorkspace {
    if let starting {
      let present = try await starting.value
      if present.connection.isOpen, present.canRead(setup) { return present }
      guard self.starting == starting else { return try await workspace(of: compiler, for: setup) }
      present.end()
    }
    let snippets = offersSnippets
    let task = Task { try await SourceKitWorkspace.start(compiler, for: setup, snippets: snippets) }
    starting = task
    return try await task.value
  }
}
