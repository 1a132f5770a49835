import LessonCore
import LessonDocument
import LessonStorage

/// Blocks of a lesson's text that are added, moved, split or deleted. All other bytes stay.
///
/// To a block belong its lines from fence to fence, a comment with options directly above, and its caption below.
struct BlockArrangement {
  let source: SourceText
  let blocks: [Block]
  let places: [LessonElements.BlockPlace]

  // MARK: Adding

  /// The text with another block directly above or below one, separated from it by a blank line; in lists without blank
  /// lines, by none, since one would make paragraphs of all items.
  func adding(_ code: String, beside index: Int, isBelow: Bool) throws(UsageFailure) -> String {
    let opening = opening(index)
    guard isBelow || !opening.beginsItem else {
      throw UsageFailure("block \(index + 1) begins an item of a list: add a block above it in the text")
    }
    let new = opening.block(with: LineEdit.lines(of: code))
    let blank = separator(beside: index)
    var lines = TextLines(source)
    let place = isBelow ? places[index].lines.upperBound + 1 : places[index].lines.lowerBound
    lines.replace(place..<place, with: isBelow ? blank + new : new + blank)
    return lines.text
  }

  // MARK: Splitting

  /// The text with a block's code in two blocks. The second keeps the options, since results come from the last lines;
  /// the first has those that stand alone, such as `fold`.
  func splitting(_ index: Int, _ first: String, _ second: String) throws(UsageFailure) -> String {
    let block = blocks[index]
    let opening = opening(index)
    let fence = block.fence.lowerBound.line
    let above = Array(TextLines(source)[places[index].lines.lowerBound...fence].dropLast())
    guard above.isEmpty || !opening.beginsItem else {
      throw UsageFailure("block \(index + 1) begins an item of a list with a comment: split it in the text")
    }
    let edited = SourceText(try BlockEdit(of: block, in: source).text(with: second))
    var lines = TextLines(edited)
    let new = opening.block(
      with: LineEdit.lines(of: first), words: flags(above + [opening.words]), isFirst: above.isEmpty)
    if opening.beginsItem {
      lines.set(fence, to: opening.indentation + lines[fence].dropFirst(opening.before.count))
    }
    lines.replace(fence - above.count..<fence - above.count, with: new + separator(beside: index))
    return lines.text
  }

  /// The options that stand alone.
  private func flags(_ words: [String]) -> String {
    let known = Set(AuthoringWord.options(inDocuments: false).filter { $0.ending.isEmpty }.map(\.name))
    return words.flatMap(BlockOpening.words).filter(known.contains).joined(separator: " ")
  }

  // MARK: Moving

  /// The text in which a block and the next one that pages show, or the one before, change places. The text between them
  /// stays where it is, and so do blocks without shown code. To move a block down and up again changes no byte.
  func moving(_ index: Int, isDown: Bool) throws(UsageFailure) -> String {
    guard let other = neighbour(of: index, isBelow: isDown) else {
      throw UsageFailure("there is no block \(isDown ? "below" : "above") block \(index + 1)")
    }
    let (first, second) = (min(index, other), max(index, other))
    try checkCanExchange(first, second)
    var lines = TextLines(source)
    let (one, two) = (places[first].lines, places[second].lines)
    exchangeMarks(one.lowerBound, two.lowerBound, in: &lines)
    lines.exchange(one, two)
    return lines.text
  }

  /// The nearest block that pages show.
  func neighbour(of index: Int, isBelow: Bool) -> Int? {
    let candidates = isBelow ? Array(blocks.indices[(index + 1)...]) : blocks.indices[..<index].reversed()
    return candidates.first { blocks[$0].options.showsCode }
  }

  private func checkCanExchange(_ first: Int, _ second: Int) throws(UsageFailure) {
    guard places[first].containers == places[second].containers,
      opening(first).indentation == opening(second).indentation
    else {
      throw UsageFailure(
        "blocks \(first + 1) and \(second + 1) do not stand in the same lists and quotes, equally indented: exchange them "
          + "in the text")
    }
  }

  /// The mark of an item that begins with a block stays with the item.
  private func exchangeMarks(_ one: Int, _ other: Int, in lines: inout TextLines) {
    let (a, b) = (lead(ofLine: one), lead(ofLine: other))
    guard a != b else { return }
    let (textA, textB) = (lines[one].dropFirst(a.count), lines[other].dropFirst(b.count))
    lines.set(one, to: b + textA)
    lines.set(other, to: a + textB)
  }

  /// What stands before the fence or the comment of a block.
  private func lead(ofLine number: Int) -> String {
    let line = source.lines[number - 1]
    let content = line.firstRange(of: #/<!--|`{3}|~{3}/#)?.lowerBound ?? line.startIndex
    return String(line[..<content])
  }

  // MARK: Deleting

  /// The text without a block, and without the blank lines that then stand twice.
  func deleting(_ index: Int) throws(UsageFailure) -> String {
    guard !opening(index).beginsItem else {
      throw UsageFailure("block \(index + 1) begins an item of a list: delete it in the text")
    }
    var lines = TextLines(source)
    let place = places[index].lines
    let above = blankLines(from: place.lowerBound - 1, by: -1, index)
    let below = blankLines(from: place.upperBound + 1, by: 1, index)
    let (first, last) = (place.lowerBound - above, place.upperBound + below)
    if last >= lines.count {
      // At the end of the text. Its last line keeps its end.
      let end = lines[lines.count].isEmpty && below > 0 ? lines.count : lines.count + 1
      lines.replace((first == 1 ? place.lowerBound : first)..<end, with: [])
    } else if above > 0 || first == 1 {
      lines.replace(place.lowerBound..<last + 1, with: [])
    } else {
      let isSeparated = below > 0 || !continues(last + 1, index)
      lines.replace(
        place.lowerBound..<place.upperBound + 1, with: isSeparated ? [] : [opening(index).indented("")])
    }
    return lines.text
  }

  /// How many blank lines follow each other.
  private func blankLines(from line: Int, by step: Int, _ index: Int) -> Int {
    var count = 0
    while isBlank(line + step * count, index) { count += 1 }
    return count
  }

  /// Whether a line would continue the paragraph above the block, without the block between them.
  private func continues(_ line: Int, _ index: Int) -> Bool {
    func depth(_ text: String) -> Int { text.prefix { $0.isWhitespace || $0 == ">" }.count }
    return depth(source.lines[line - 1]) >= opening(index).indentation.count
  }

  // MARK: Lines

  private func opening(_ index: Int) -> BlockOpening { BlockOpening(of: blocks[index], in: source) }

  /// Whether a line is blank in the lists and quotes around a block; `false` outside of the text.
  private func isBlank(_ line: Int, _ index: Int) -> Bool {
    guard source.lines.indices.contains(line - 1) else { return false }
    let isQuoted = places[index].containers.contains(.quote)
    return source.lines[line - 1].allSatisfy { $0.isWhitespace || isQuoted && $0 == ">" }
  }

  /// The lines between two blocks.
  private func separator(beside index: Int) -> [String] {
    let above = places[index].lines.lowerBound - 1
    let isTight = places[index].containers.contains(.item) && !isBlank(above, index)
    return isTight && !opening(index).beginsItem ? [] : [opening(index).indented("")]
  }
}
