import Foundation
import LessonAuthoring
import LessonBuilding
import LessonCore
import LessonStorage

extension LanguageServer {
  /// Executes a command that the server has announced.
  func execute(_ request: Incoming) {
    let known = documents
    respond(request) { (params: LSP.ExecuteCommand) -> LSP.Nothing? in
      let texts = (params.arguments ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
      guard let command = ServerCommand(rawValue: params.command) else {
        throw LSP.ResponseError.invalidParameters("this server has no command '\(params.command)'")
      }
      guard let document = texts.first.flatMap({ known[$0] }),
        let snapshot = await self.snapshot(of: document), let lesson = snapshot.lesson
      else {
        throw LSP.ResponseError.invalidParameters("'\(params.command)' is about a lesson that is open")
      }
      switch command {
      case .run: try await self.run(snapshot, lesson)
      case .preview: try await self.openPage(of: lesson, snapshot.project)
      case .translate: try await self.translate(lesson, to: texts.dropFirst().first, snapshot.project)
      }
      return nil
    }
  }

  // MARK: Running

  /// The columns of results in the client's log.
  private static let width = 78

  /// Runs the text as it stands, and shows its results in the log and its errors in the text.
  private func run(_ snapshot: Snapshot, _ lesson: LessonFile) async throws {
    let progress = beginProgress("Running \(lesson.path)")
    do {
      let (text, report) = try await snapshot.project.context.run(
        lesson, text: snapshot.text.bytes, width: Self.width)
      show(report.diagnostics, ofRun: snapshot)
      if let text, !text.isEmpty { log(3, text) }
      progress.end(report.result == .ran ? "It ran" : "It has errors")
    } catch {
      progress.end("It was ended")
      throw error
    }
  }

  // MARK: Pages

  private func openPage(of lesson: LessonFile, _ project: EditedProject) async throws {
    let page = "\(project.settings.output)/\(lesson.page).html"
    guard FileManager.default.fileExists(atPath: page) else {
      throw LSP.ResponseError.failed("there is no '\(page)': 'lessons build' makes it")
    }
    show(FileAddress.uri(page), external: true)
  }

  /// Asks the client to open a file, or says where it is.
  private func show(_ uri: String, external: Bool) {
    if client?.window?.showDocument?.support == true {
      connection.request("window/showDocument", LSP.ShowDocument(uri: uri, external: external))
    } else {
      connection.notify("window/showMessage", LSP.Message(type: 3, message: uri))
    }
  }

  // MARK: Translations

  private func translate(_ lesson: LessonFile, to language: String?, _ project: EditedProject) async throws {
    guard let language, Language.isKnown(language) else {
      throw LSP.ResponseError.invalidParameters("a translation needs the tag of a language")
    }
    let settings = project.settings
    let existing = try ExistingLessons(in: settings.lessons, language: settings.language)
    let place = try NewLessonPlace("\(language)/\(lesson.name)", language: nil, in: existing)
    let translation = try await NewLesson(
      translating: place, from: lesson.language, in: existing, now: .now, reader: project.check)
    try translation.write()
    await project.check.forgetFiles()
    show(FileAddress.uri(translation.path), external: false)
  }

  // MARK: Progress

  /// Progress that the client shows, if it can.
  struct ShownProgress: Sendable {
    let connection: Connection
    /// `nil` for clients that do not show progress.
    let token: String?

    func end(_ message: String) {
      guard let token else { return }
      connection.notify("$/progress", LSP.Progress(token: token, value: .init(kind: "end", message: message)))
    }
  }

  private func beginProgress(_ title: String) -> ShownProgress {
    guard client?.window?.workDoneProgress == true else {
      return ShownProgress(connection: connection, token: nil)
    }
    let token = UUID().uuidString
    connection.request("window/workDoneProgress/create", LSP.ProgressToken(token: token))
    connection.notify("$/progress", LSP.Progress(token: token, value: .init(kind: "begin", title: title)))
    return ShownProgress(connection: connection, token: token)
  }
}
