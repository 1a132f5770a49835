/// Code outside the engine, such as a layer of one's own.
enum CustomCode {
  /// Whether a value, or something that it holds, is of a type outside the engine and the standard library, or is a function.
  static func isPart(of value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle != .tuple, mirror.displayStyle != .optional {
      let type = String(reflecting: mirror.subjectType)
      guard ["DeepTraining.", "Swift."].contains(where: type.hasPrefix) else { return true }
    }
    return mirror.children.contains { isPart(of: $0.value) }
  }
}
