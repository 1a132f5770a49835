/// The style and the scripts of pages.
///
/// Every page contains all of it, so that it can be saved, sent and opened on its own.
package enum Theme {
  /// The style sheet.
  package static let css = CompactText.styleSheet(String(decoding: PackageResources.page_css, as: UTF8.self))
  /// The script for the head, which runs before anything is drawn.
  package static let earlyScript = CompactText.script(
    String(decoding: PackageResources.early_js, as: UTF8.self))
  /// The script for the end of the page.
  package static let script = [
    PackageResources.page_js, PackageResources.frames_js, PackageResources.chart_js,
    PackageResources.search_js,
  ].map { CompactText.script(String(decoding: $0, as: UTF8.self)) }.joined()
}
