/// The value at an expectation, as texts with which the comment is compared.
public struct FoundValue: Codable, Hashable, Sendable {
  /// `String(describing:)`.
  public var description: String
  /// `String(reflecting:)`.
  public var debugDescription: String
  /// The value as a literal; `nil` if it has too many parts.
  public var literal: String?
  /// The elements of a set, or the entries of a dictionary, as literals; they have no order.
  public var unorderedParts: [String]?
  /// Whether a text is cut.
  public var isCut: Bool

  /// A value's texts.
  public init(
    description: String, debugDescription: String, literal: String? = nil, unorderedParts: [String]? = nil,
    isCut: Bool = false
  ) {
    self.description = description
    self.debugDescription = debugDescription
    self.literal = literal
    self.unorderedParts = unorderedParts
    self.isCut = isCut
  }

  /// The approximate bytes of all texts.
  package var weight: Int {
    ([description, debugDescription, literal ?? ""] + (unorderedParts ?? [])).reduce(0) { $0 + $1.utf8.count }
  }
}
