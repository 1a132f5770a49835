import Foundation
import LessonCore

/// Where a text stops being JSON.
enum JSONErrorPlace {
  /// The place that Foundation names in its description of the error; `nil` if it names none.
  static func find(in source: SourceText) -> SourcePosition? {
    do {
      _ = try JSONSerialization.jsonObject(with: Data(source.text.utf8))
      return nil
    } catch {
      let description = "\((error as NSError).userInfo[NSDebugDescriptionErrorKey] ?? "")"
      guard let match = description.firstMatch(of: #/line ([0-9]+), column ([0-9]+)/#),
        let line = Int(match.1), let column = Int(match.2), line > 0
      else { return nil }
      return SourcePosition(line: line, column: column + 1)
    }
  }
}
