import FlyingFox
import Foundation
import LessonAuthoring
import LessonCore
import LessonStorage
import Synchronization

/// Answers what the editor on a page asks.
final class EditRequests: Sendable {
  /// The paths of the editor's script and of a page's lesson. No file can have them.
  static let scriptPath = PageScripts.path + "editor.js"
  static let sourcePath = "/.lessons/source"

  private let key: PageKey
  private let editor = Mutex<LessonEditor?>(nil)

  /// - Parameter key: What whoever writes files must know.
  init(key: PageKey) { self.key = key }

  /// Edits go to these lessons from now on.
  func edit(with editor: LessonEditor) { self.editor.withLock { $0 = editor } }

  /// The answer to a request for a page's lesson, or to a change of it.
  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard key.opens(request) else {
      return Self.forbidden
    }
    guard let editor = editor.withLock({ $0 }), let page = PageRequests.page(of: request) else {
      return PageRequests.noLesson()
    }
    do {
      return try await answer(request, page, editor)
    } catch let refused as LessonEditor.RefusedOption {
      return PageRequests.answer(.badRequest, PageRequests.Message(refused.message, option: refused.option))
    } catch {
      return PageRequests.answer(error)
    }
  }

  /// The answer to who may not edit.
  static var forbidden: HTTPResponse {
    PageRequests.answer(
      .forbidden,
      PageRequests.Message("this page may not edit: open the address with the key that 'lessons serve' says"))
  }

  /// JSON may need six letters for one.
  private static let mostBytes = 6 * LessonFile.mostBytes

  private func answer(
    _ request: HTTPRequest, _ page: String, _ editor: LessonEditor
  ) async throws -> HTTPResponse {
    guard request.method == .PUT else {
      let content = try await editor.content(ofPage: page)
      return content.map { PageRequests.answer(.ok, $0) } ?? PageRequests.noLesson()
    }
    let body = try await PageRequests.body(of: request, "a change", atMost: Self.mostBytes)
    guard let change: LessonEditor.Change = try? StableJSON.decode(body) else {
      throw UsageFailure("what was sent is no change of a lesson")
    }
    return switch try await editor.make(change, ofPage: page) {
    case .written(let content): PageRequests.answer(.ok, content)
    case .changedMeanwhile(let content): PageRequests.answer(.conflict, content)
    case .noLesson: PageRequests.noLesson()
    }
  }
}
