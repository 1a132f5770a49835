/// The style and the scripts of pages.
///
/// Every page contains all of it, so that it can be saved, sent and opened on its own.
package enum Theme {
  /// The style sheet.
  package static let css = String(decoding: PackageResources.page_css, as: UTF8.self)
  /// The script for the head, which runs before anything is drawn.
  package static let earlyScript = String(decoding: PackageResources.early_js, as: UTF8.self)
  /// The script for the end of the page.
  package static let script = [PackageResources.page_js, PackageResources.chart_js]
    .map { withoutIndentation(String(decoding: $0, as: UTF8.self)) }.joined()

  /// Pages do without some kilobytes of spaces; no text of a script has several lines.
  private static func withoutIndentation(_ script: String) -> String {
    script.split(separator: "\n").map { $0.drop { $0 == " " } + "\n" }.joined()
  }
}
