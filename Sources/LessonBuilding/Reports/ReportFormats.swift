extension CheckReport {
  /// A form in which a report can be written.
  package struct Format: Sendable {
    /// Its name on the command line.
    package let name: String
    /// More than the name, for the program's help.
    package let remark: String?
    /// The escape for `#` in strings of the format.
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
  /// All formats, each in its own file.
  package static let allCases = [
    github,
    junit,
    sarif,
    json,
  ]
}
