import Foundation
import LessonBuilding
import LessonCore
import LessonDocument
import LessonReading

/// What is said about a place.
struct Hover {
  let snapshot: Snapshot
  let context: LineContext

  init(_ snapshot: Snapshot, at place: LSP.Position) {
    self.snapshot = snapshot
    context = LineContext(snapshot.text, at: place)
  }

  func hover() async throws -> LSP.Hover? {
    guard snapshot.isMarkdown else { return settingsKey }
    if let key = frontMatterKey { return key }
    if let option = option { return option }
    let meaning = try await meaningOfName
    if let block = block { return meaning.followed(by: try await results(of: block)) }
    if let meaning { return meaning }
    if let citation = try await work { return citation }
    return try await formula
  }

  // MARK: Words

  private func hover(_ text: String, _ range: LSP.Range) -> LSP.Hover {
    LSP.Hover(contents: .markdown(text), range: range)
  }

  private func explanation(_ word: AuthoringWord, _ range: LSP.Range) -> LSP.Hover {
    hover("**\(word.name)**\n\n\(word.explanation)", range)
  }

  private var settingsKey: LSP.Hover? {
    let (word, range) = context.wordAround { $0.isLetter || $0 == "-" }
    let keys = YAMLContext(context).keys
    guard !word.isEmpty, let part = SettingsSchema.published?.part(below: keys)?.keys[word],
      let description = part.description
    else { return nil }
    return hover("**\(word)**\n\n\(description)", range)
  }

  private var frontMatterKey: LSP.Hover? {
    guard snapshot.text.frontMatter?.contains(context.place.line) == true else { return nil }
    let (word, range) = context.wordAround { $0.isLetter }
    return AuthoringWord.frontMatterKeys.first { $0.name == word }.map { explanation($0, range) }
  }

  private var option: LSP.Hover? {
    guard context.optionWords != nil else { return nil }
    let (word, range) = context.wordAround { $0 != " " && $0 != "\t" }
    let name = String(word.prefix { $0 != "=" })
    return AuthoringWord.options(inDocuments: snapshot.lesson == nil).first { $0.name == name }
      .map { explanation($0, range) }
  }

  private var work: LSP.Hover? {
    get async throws {
      let (word, range) = context.wordAround { $0.isLetter || $0.isNumber || "@_:.+/-".contains($0) }
      guard let sign = word.firstIndex(of: "@"), snapshot.lesson != nil else { return nil }
      let key = String(word[word.index(after: sign)...])
      let works = try await snapshot.project.check.works(of: snapshot.checked)
      return works.first { $0.key == key }.map { hover($0.line, range) }
    }
  }

  // MARK: Swift

  private var meaningOfName: LSP.Hover? {
    get async throws {
      guard let place = try await SwiftPlace(snapshot, at: context.place) else { return nil }
      return try await SwiftNames(place).meaning
    }
  }

  // MARK: Results

  /// The block whose fence or code is at the place.
  private var block: Block? {
    let line = context.place.line + 1
    return snapshot.outlines.flatMap(\.blocks).first {
      ($0.fence.lowerBound.line...$0.lastLine).contains(line)
    }
  }

  /// The columns of a plot in a window of the editor.
  private static let width = 72
  /// The most lines of results.
  private static let mostLines = 60

  private func results(of block: Block) async throws -> LSP.Hover? {
    guard let lesson = snapshot.lesson, let outline = snapshot.outlines.first,
      let recorded = snapshot.project.check.recorded(lesson, snapshot.checked),
      let transcript = recorded.transcript.only(block.index)
    else { return nil }
    let drawing = DrawForTerminal(lesson: outline, transcript: transcript, width: Self.width)
    let drawn = try await snapshot.project.check.perform(drawing, about: lesson.path)
    // The first line is the place of the block.
    let lines = drawn.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    guard lines.contains(where: { !$0.isEmpty }) else { return nil }
    let shown = lines.prefix(Self.mostLines).joined(separator: "\n")
    let fence = String(repeating: "`", count: max(3, shown.longestRun(of: "`") + 1))
    let title = recorded.isCurrent ? "Recorded result" : "Recorded result, from before the code was changed"
    let rest = lines.count > Self.mostLines ? "\n\n… \(lines.count - Self.mostLines) more lines" : ""
    return hover(
      "\(title)\n\n\(fence)text\n\(shown)\n\(fence)\(rest)",
      snapshot.text.range(of: block.fence.lowerBound..<block.fence.upperBound))
  }

  // MARK: Formulas

  private var formula: LSP.Hover? {
    get async throws {
      guard let (written, range) = context.formula else { return nil }
      let task = ReadFormula(path: snapshot.file.path, written: written)
      guard let text = try await snapshot.project.check.perform(task, about: snapshot.file.path).text else {
        return nil
      }
      return hover(text.escapedForMarkdown, range)
    }
  }
}

extension LSP.Hover? {
  /// Both texts, at the place of the first.
  fileprivate func followed(by other: LSP.Hover?) -> LSP.Hover? {
    guard let self, let other else { return self ?? other }
    return LSP.Hover(
      contents: .markdown(self.contents.value + "\n\n---\n\n" + other.contents.value), range: self.range)
  }
}

extension Transcript {
  /// Only the results of one block; `nil` if it has none.
  fileprivate func only(_ index: Int) -> Transcript? {
    guard blocks.indices.contains(index), !blocks[index].results.isEmpty else { return nil }
    var only = self
    for other in blocks.indices where other != index { only.blocks[other].results = [] }
    return only
  }
}

extension String {
  fileprivate func longestRun(of mark: Character) -> Int {
    var (longest, run) = (0, 0)
    for character in self {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  fileprivate var escapedForMarkdown: String {
    reduce(into: "") { text, character in
      if "\\`*_{}[]()#+-.!|<>~$".contains(character) { text.append("\\") }
      text.append(character)
    }
  }
}

extension LineContext {
  /// The formula between dollar signs around the place, on one line.
  var formula: (written: String, range: LSP.Range)? {
    let line = Array((before + after).utf8), dollar = UInt8(ascii: "$")
    let column = before.utf8.count
    var signs: [Int] = []
    for (index, byte) in line.enumerated() where byte == dollar && (index == 0 || line[index - 1] != 0x5C) {
      signs.append(index)
    }
    var start = 0
    while start + 1 < signs.count {
      let isDouble = signs[start] + 1 == signs[start + 1]
      let opening = isDouble ? start + 1 : start
      guard opening + 1 < signs.count else { return nil }
      let closing = isDouble ? opening + 2 : opening + 1
      guard closing < signs.count else { return nil }
      if signs[start] <= column, column <= signs[closing] {
        let origin = text.offset(of: place) - column
        return (
          String(decoding: line[signs[start]...signs[closing]], as: UTF8.self),
          LSP.Range(
            start: text.place(ofOffset: origin + signs[start]),
            end: text.place(ofOffset: origin + signs[closing] + 1))
        )
      }
      start = closing + 1
    }
    return nil
  }
}
