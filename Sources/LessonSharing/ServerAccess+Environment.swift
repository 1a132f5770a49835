import LessonStorage

extension ServerAccess {
  /// The names of the variables that say how requests are authorised.
  private enum Variable {
    static let authorization = "LESSONS_CACHE_AUTHORIZATION"
    static let region = "LESSONS_CACHE_S3_REGION"
    // Names that the programs of AWS use.
    static let keyIdentifier = "AWS_ACCESS_KEY_ID"
    static let keySecret = "AWS_SECRET_ACCESS_KEY"
    static let keyToken = "AWS_SESSION_TOKEN"
  }

  /// What the environment says.
  ///
  /// A key alone signs nothing: it may be there for other programs.
  ///
  /// - Throws: `UsageFailure` for what is no line, no region or no whole key.
  init(_ environment: [String: String]) throws(UsageFailure) {
    let header = environment[Variable.authorization] ?? ""
    guard !header.contains(where: \.isNewline) else {
      throw UsageFailure("\(Variable.authorization) is one line, such as 'Bearer …'")
    }
    guard let region = environment[Variable.region], !region.isEmpty else {
      self = header.isEmpty ? .open : .header(header)
      return
    }
    guard header.isEmpty else {
      throw UsageFailure("\(Variable.authorization) and \(Variable.region) cannot both be set")
    }
    guard region.wholeMatch(of: #/[A-Za-z0-9-]+/#) != nil else {
      throw UsageFailure("\(Variable.region) is a region of S3, such as 'eu-central-1', not '\(region)'")
    }
    self = .signed(try Self.key(environment, region))
  }

  private static func key(
    _ environment: [String: String], _ region: String
  ) throws(UsageFailure) -> S3Key {
    func value(_ name: String) throws(UsageFailure) -> String {
      guard let value = environment[name], value.wholeMatch(of: #/[!-~]+/#) != nil else {
        throw UsageFailure(
          "with \(Variable.region), \(name) is a part of a key, without blanks; it is not set or has some")
      }
      return value
    }
    let hasToken = environment[Variable.keyToken]?.isEmpty == false
    return S3Key(
      region: region, identifier: try value(Variable.keyIdentifier), secret: try value(Variable.keySecret),
      token: hasToken ? try value(Variable.keyToken) : "")
  }
}
