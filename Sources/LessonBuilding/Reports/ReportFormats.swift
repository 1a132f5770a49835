extension CheckReport {
  /// A form in which a report can be written.
  package struct Format: Sendable {
    /// What users call it.
    package let name: String
    /// More than the name, for the program's help.
    package let remark: String?
    /// The sign `#` as strings of the format can have it.
    let escapedHash: String
    let text: @Sendable (CheckReport) throws -> String

    init(
      _ name: String, remark: String? = nil, escapedHash: String,
      text: @escaping @Sendable (CheckReport) throws -> String
    ) {
      self.name = name
      self.remark = remark
      self.escapedHash = escapedHash
      self.text = text
    }
  }
}

extension CheckReport.Format: CaseIterable {
  /// The formats there are, each in a file of its own.
  package static let allCases = [
    github,
    junit,
    sarif,
    json,
  ]
}
