import Foundation

/// The published schema of `lessons.yml`, as far as editors show it.
struct SettingsSchema: Decodable, Sendable {
  let description: String?
  let type: String?
  let words: [String]?
  let properties: [String: SettingsSchema]?
  /// What the elements of a list are.
  private let elements: [SettingsSchema]

  private enum CodingKeys: String, CodingKey {
    case description, type, properties, items, oneOf
    case words = "enum"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    description = try container.decodeIfPresent(String.self, forKey: .description)
    type = try container.decodeIfPresent(String.self, forKey: .type)
    properties = try container.decodeIfPresent([String: SettingsSchema].self, forKey: .properties)
    let choices = try container.decodeIfPresent([SettingsSchema].self, forKey: .oneOf) ?? []
    let items = try container.decodeIfPresent(SettingsSchema.self, forKey: .items)
    let ownWords = try? container.decodeIfPresent([String].self, forKey: .words)
    words = ownWords ?? choices.lazy.compactMap(\.words).first
    elements = [items].compactMap(\.self)
  }

  /// The schema in the program.
  static let published: SettingsSchema? = try? JSONDecoder().decode(
    SettingsSchema.self, from: Data(PackageResources.lessons_schema_json))

  /// The part below some keys.
  func part(below keys: [String]) -> SettingsSchema? {
    guard let key = keys.first else { return self }
    guard let part = properties?[key] ?? elements.first?.properties?[key] else { return nil }
    return part.part(below: Array(keys.dropFirst()))
  }

  /// The keys that can stand here.
  var keys: [String: SettingsSchema] { properties ?? elements.first?.properties ?? [:] }
}
