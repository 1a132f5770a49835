import Foundation
import LessonCore
import LessonDocument
import LessonSite
import LessonStorage

/// A lesson's title, summary and sections as plain text.
package struct LessonText {
  private let lesson: Lesson
  let prose: PlainProse

  package init(_ lesson: Lesson, _ transcript: Transcript) {
    self.lesson = lesson
    prose = PlainProse(expression: LessonResults(lesson, transcript).value(ofExpression:))
  }

  /// The title in the front matter, or else the first heading, or else the file's name.
  package var title: String {
    lesson.frontMatter.title
      ?? text(of: { if case .heading = $0.kind { true } else { false } })
      ?? String(lesson.name.split(separator: "/").last ?? "")
  }

  /// The first paragraph, shortened to the words that a list has room for.
  package var summary: String? {
    guard let text = text(of: { $0.kind == .paragraph }) else { return nil }
    guard text.count > Self.longestSummary else { return text }
    let beginning = text.prefix(Self.longestSummary)
    let words = beginning[..<(beginning.lastIndex(of: " ") ?? beginning.endIndex)]
    return words + "…"
  }

  private static let longestSummary = 200

  /// The anchors of all headings, in their order.
  package var anchors: [String] { prose.anchors(of: lesson.document) }

  /// The sections: each heading and the text below it up to the next.
  var sections: [LessonEntry.Section] {
    var headings: [(title: String, anchor: String, line: Int)] = []
    var anchors = HeadingAnchors()
    lesson.document.forEach { node in
      guard case .heading = node.kind, let range = node.range else { return }
      let title = prose.text(of: node)
      let anchor = anchors.anchor(for: prose.anchorText(of: node))
      headings.append((title, anchor, range.lowerBound.line))
    }
    headings.sort { $0.line < $1.line }
    let ends = headings.dropFirst().map(\.line) + [lesson.source.lines.count + 1]
    return zip(headings, ends).map { heading, end in
      let text = lesson.source.lines[(heading.line - 1)..<max(heading.line, end - 1)].joined(separator: "\n")
      let digest = String(contentHash(Data(text.utf8)).prefix(16))
      return .init(title: heading.title, anchor: heading.anchor, digest: digest)
    }
  }

  private func text(of isWanted: (MarkdownNode) -> Bool) -> String? {
    lesson.document.children.lazy.filter(isWanted).map(prose.text).first {
      $0.contains { !$0.isWhitespace }
    }
  }
}

extension Lesson {
  /// The title in the front matter, or else the first heading, or else the file's name.
  ///
  /// - Parameter transcript: The results of the lesson, for values in the heading.
  package func title(_ transcript: Transcript) -> String { LessonText(self, transcript).title }
}
