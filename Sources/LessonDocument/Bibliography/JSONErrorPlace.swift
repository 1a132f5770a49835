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
      guard let match = description.firstMatch(of: #/character ([0-9]+)/#), let byte = Int(match.1),
        byte <= source.text.utf8.count
      else { return nil }
      return source.position(ofOffset: byte)
    }
  }
}
