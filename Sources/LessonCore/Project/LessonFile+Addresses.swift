/// How links lead from lesson to lesson, and from page to page.
///
/// The page of a lesson that lies in no language's folder lies in the folder of the project's language, so addresses of
/// lessons may be others on pages than in the files.
extension LessonFile {
  /// Whether it lies in the folder of its language.
  package var isInLanguageFolder: Bool { place == "\(page).md" }

  /// The page of the lesson to which an address leads; `nil` when it leaves the lessons' folder.
  package func page(of address: RelativeAddress) -> String? {
    address.place(from: place).map { String(page(at: $0).dropLast(".md".count)) }
  }

  /// An address in the lesson as its page must have it; only those of lessons can be others there.
  package func addressOnPage(_ address: String) -> String {
    guard let relative = RelativeAddress(address), relative.isOfLesson, relative.place(from: place) != nil
    else { return address }
    return RelativeAddress.moved(address, from: place, to: "\(page).md", target: page(at:))
  }

  /// The page, with `.md`, of the lesson at a path below the lessons' folder.
  private func page(at place: String) -> String {
    guard let slash = place.firstIndex(of: "/"), Language.isKnown(String(place[..<slash])) else {
      return (projectLanguage.map { $0 + "/" } ?? "") + place
    }
    return place
  }
}
