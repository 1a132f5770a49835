extension LessonBuild {
  /// Why a lesson's code ran or did not.
  func reason(for origin: ResultOrigin, _ purpose: Builder.Purpose, _ inputs: ResultInputs) -> String {
    switch (origin, purpose) {
    case (.cache, _): reasonOfKnown(inputs)
    case (.shared, _): "another lesson with the same code ran"
    case (.run, .check): "checking runs everything"
    case (.run, .write(force: true, _, _)): "--force runs everything"
    case (.run, .write(force: false, _, _)): reasonOfRun(inputs)
    }
  }

  private func reasonOfRun(_ results: ResultInputs) -> String {
    guard let previous else { return "no earlier run of it is known here" }
    let changes = results.changes(since: previous.results)
    return changes.isEmpty ? "what is kept of its earlier run is gone" : "\(changes.joinedByAnd) changed"
  }

  private func reasonOfKnown(_ results: ResultInputs) -> String {
    guard state.lesson?.hasCode ?? false else { return "it has no code" }
    guard let previous else { return "its results are known, but its page was not made here" }
    let changes = results.changes(since: previous.results)
    if !changes.isEmpty { return "\(changes.joinedByAnd) changed back to what ran before" }
    if previous.inputs.text != inputs.text { return "its text changed, but not its code" }
    if previous.inputs.formats != inputs.formats { return "other formats are asked for" }
    if previous.inputs.modules != inputs.modules {
      return "modules of the project changed, none that it uses"
    }
    return "only files of its page changed"
  }
}

extension [String] {
  /// `a, b and c`
  fileprivate var joinedByAnd: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
