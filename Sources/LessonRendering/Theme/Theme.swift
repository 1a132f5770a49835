import Foundation

/// The style and the scripts of pages.
///
/// Every page contains what it needs of them, so that it can be saved, sent and opened on its own. They are written in
/// `Readable`; `script/theme` makes `Compact` of it, since every page has to carry it.
package enum Theme {
  /// The style sheet of every page.
  package static let css = String(decoding: PackageResources.page_css, as: UTF8.self)
  /// The colours of the paper in the style sheet.
  static let (lightPaper, darkPaper) = ("#ffffff", "#14171c")
  /// The image in browsers' tabs for sites without one: a falling curve.
  static let favicon = "data:image/svg+xml;base64," + Data(curve.utf8).base64EncodedString()
  private static let curve = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" \
    fill="#0a58a8"/><path d="M3.5 3.5C4 10 7 12 12.5 12.5" fill="none" stroke="#fff" stroke-width="2" \
    stroke-linecap="round"/></svg>
    """
  /// The script for the head, which runs before anything is drawn.
  package static let earlyScript = String(decoding: PackageResources.early_js, as: UTF8.self)
  /// The script for the end of every page.
  static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
  /// All scripts that pages can contain.
  package static let scripts = [earlyScript, script] + ThemePart.all.compactMap(\.script)
}
