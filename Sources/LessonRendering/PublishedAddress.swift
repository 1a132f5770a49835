import LessonCore
import LessonMarkup
import LessonSite

extension SiteIdentity {
  /// The address at which a page is published; `nil` if that is unknown.
  ///
  /// - Parameter name: The page's path below the folder of its language, without an extension.
  func address(of name: String, in language: String) -> String? {
    let file = name == OutputNames.listLesson ? "" : name + ".html"
    return address.map { $0 + SafeURL.encoded(path: "\(language)/\(file)") }
  }
}
