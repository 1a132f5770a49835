import FlyingFox
import LessonBuilding
import Synchronization

/// Stops a page's lesson, or runs it again, for whoever may edit it.
final class RunRequests: Sendable {
  /// The paths of the requests. No file can have them.
  static let (stopPath, runPath) = ("/.lessons/stop", "/.lessons/run")

  private struct Target {
    let lessons: LiveLessons
    /// Asks for another build.
    let build: @Sendable () -> Void
  }

  private let key: PageKey
  private let target = Mutex<Target?>(nil)

  /// - Parameter key: What whoever edits must know.
  init(key: PageKey) { self.key = key }

  /// Requests go to these lessons from now on; before, there are none.
  func control(_ lessons: LiveLessons, build: @escaping @Sendable () -> Void) {
    target.withLock { $0 = Target(lessons: lessons, build: build) }
  }

  /// The answer to a request to stop a page's lesson, or to run it again.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard key.opens(request) else { return EditRequests.forbidden }
    guard let target = target.withLock({ $0 }), let page = PageRequests.page(of: request) else {
      return HTTPResponse(statusCode: .notFound)
    }
    if request.target.path(percentEncoded: false) == Self.stopPath {
      return HTTPResponse(statusCode: target.lessons.stop(page: page) ? .noContent : .notFound)
    }
    _ = target.lessons.release(page: page)
    target.build()
    return HTTPResponse(statusCode: .noContent)
  }
}
