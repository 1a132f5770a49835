import LessonCore

extension CheckReport.Format {
  /// Workflow commands, which GitHub shows at the lines of a pull request.
  package static let github = Self("github", remark: "annotations", escapedHash: " #") {
    $0.gitHubAnnotations
  }
}

extension CheckReport {
  /// One workflow command for each diagnostic.
  var gitHubAnnotations: String { diagnostics.map { $0.annotation + "\n" }.joined() }
}

extension Diagnostic {
  fileprivate var annotation: String {
    let command =
      switch severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = [("file", path)]
    if let range {
      properties += [("line", "\(range.lowerBound.line)"), ("col", "\(range.lowerBound.column)")]
      // GitHub takes columns of one line only.
      if range.upperBound.line == range.lowerBound.line {
        properties.append(("endColumn", "\(range.upperBound.column)"))
      }
    }
    let list = properties.map { "\($0.0)=\($0.1.escapedProperty)" }.joined(separator: ",")
    return "::\(command) \(list)::\(fullMessage.escapedData)"
  }
}

extension String {
  fileprivate var escapedData: String { withVisibleControls.escaping(["%", "\n"]) }
  fileprivate var escapedProperty: String { withVisibleControlsOnOneLine.escaping(["%", ":", ","]) }

  private func escaping(_ special: Set<Unicode.Scalar>) -> String {
    unicodeScalars.map { scalar in
      guard special.contains(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return (digits.count < 2 ? "%0" : "%") + digits
    }.joined()
  }
}
