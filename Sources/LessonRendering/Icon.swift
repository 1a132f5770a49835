import LessonMarkup

/// A drawing on a button.
enum Icon: String {
  case menu = "M4 7h16M4 12h16M4 17h16"
  case list = "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"
  case globe = "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18"
  case copy = "M9 9h11v11H9zM15 9V4H4v11h5"
  case search = "M11 4a7 7 0 1 0 0 14 7 7 0 1 0 0-14M16 16l4.5 4.5"
  case cross = "M6 6l12 12M18 6 6 18"
  case wrap = "M4 6h16M4 12h13a3 3 0 0 1 0 6h-4m2-2-2 2 2 2M4 18h5"
  case contrast = "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18zM12 5a7 7 0 0 1 0 14z"

  var element: Element {
    .tag("svg", ["viewBox": "0 0 24 24", "aria-hidden": "true"])[.tag("path", ["d": rawValue])]
  }
}
