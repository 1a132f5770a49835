/// Code outside of the engine, such as a custom layer.
enum CustomCode {
  /// Whether a value, or something inside it, is a function or has a type outside of the engine and the standard
  /// library.
  static func isPart(of value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle != .tuple, mirror.displayStyle != .optional {
      let type = String(reflecting: mirror.subjectType)
      guard ["DeepTraining.", "Swift."].contains(where: type.hasPrefix) else { return true }
    }
    return mirror.children.contains { isPart(of: $0.value) }
  }
}
