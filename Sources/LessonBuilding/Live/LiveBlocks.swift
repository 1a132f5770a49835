import LessonCore

extension [LiveBlock] {
  /// The blocks of a lesson beside its page.
  ///
  /// - Parameters:
  ///   - page: The blocks of the text that the page was made of; `nil` if they are not known.
  ///   - hasChangedInputs: Whether something other than code has changed that decides results.
  init(of lesson: LessonOutline, on page: [PageBlock]?, hasChangedInputs: Bool) {
    let new = lesson.pageBlocks
    // Of a page that was made elsewhere, only the number of blocks may fit.
    let old = page ?? new.map { PageBlock(digest: "", isShown: $0.isShown) }
    let places = old.places(of: new)
    let firstOld = hasChangedInputs ? 0 : old.sameAtBeginning(as: new)
    self = new.indices.map { index in
      let place = places[index]
      let isSame = place.map { old[$0].digest == new[index].digest } ?? false
      return LiveBlock(
        index: index, section: place.flatMap(old.section(of:)), isShown: new[index].isShown,
        isOld: index >= firstOld, code: isSame ? nil : lesson.blocks[index].code)
    }
  }
}

extension [PageBlock] {
  /// The place of a block among those that the page shows; `nil` if the page does not show it.
  fileprivate func section(of index: Int) -> Int? {
    self[index].isShown ? self[..<index].count { $0.isShown } : nil
  }
}
