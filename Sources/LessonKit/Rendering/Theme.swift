/// How pages look.
enum Theme {
  /// The style sheet that every page holds.
  static let css = """
    :root{color-scheme:light dark}
    """
}
