/// The displayed form of any value.
///
/// A `Showable` defines it itself. All other values become text: floating-point numbers with four significant digits;
/// the elements of arrays, tuples, dictionaries and structures by the same rule (dictionaries and sets in the order of
/// their keys, so that every run gives the same text); everything else by its description. An array of tables or charts
/// is shown as these, one below the other.
public func shown(of value: Any) -> Shown {
  if let value = value as? any AnyOptional { return value.wrapped.map(shown(of:)) ?? .text("nil") }
  if let value = value as? any Showable { return value.shown }
  if let values = value as? any AnySequence, values.elementType is any Showable.Type {
    let parts = values.parts.map(shown(of:))
    if parts.contains(where: { plainText($0) == nil }) { return .group(parts) }
  }
  return .text(valueText(value, nested: false))
}

/// The text of a value; inside another value, strings are quoted, as `print` does.
package func valueText(_ value: Any, nested: Bool = false) -> String {
  switch value {
  case let value as any AnyOptional: value.wrapped.map { valueText($0, nested: nested) } ?? "nil"
  case let value as any BinaryFloatingPoint: formatted(value)
  case let value as String: nested ? value.debugDescription : value
  case let value as Substring: nested ? value.debugDescription : String(value)
  case let value as Character: nested ? value.debugDescription : String(value)
  case let value as any Showable: plainText(value.shown) ?? String(describing: value)
  case let value as any AnySequence: listText(value)
  case let value as any AnySet:
    "[" + value.parts.map { valueText($0, nested: true) }.inOrder.joined(separator: ", ") + "]"
  case let value as any AnyDictionary: dictionaryText(value)
  case let value as any CustomStringConvertible: value.description
  default: structureText(value)
  }
}

private func formatted(_ value: some BinaryFloatingPoint) -> String { format(value) }

/// The text of a result that consists only of text.
private func plainText(_ shown: Shown) -> String? {
  if case .text(let text) = shown { text } else { nil }
}

// MARK: - Lists

/// The longest complete list; longer lists leave out their middle.
private let longestList = 20
private let longestLine = 72

private func listText(_ list: some AnySequence) -> String {
  let parts = list.parts
  var texts: [String]
  if parts.count > longestList {
    texts = parts.prefix(10).map { valueText($0, nested: true) } + ["…"]
    texts += parts.suffix(3).map { valueText($0, nested: true) }
  } else {
    texts = parts.map { valueText($0, nested: true) }
  }
  let line = "[" + texts.joined(separator: ", ") + "]"
  let isMatrix = parts.first is any AnySequence
  guard isMatrix && (line.count > longestLine || line.contains("\n")) else {
    return counted(line, parts.count)
  }
  // Rows are below each other, as on paper.
  let rows = texts.map { $0.replacing("\n", with: "\n ") }
  return counted("[" + rows.joined(separator: ",\n ") + "]", parts.count)
}

private func counted(_ text: String, _ count: Int) -> String {
  count > longestList ? "\(text) (\(count) elements)" : text
}

private func dictionaryText(_ dictionary: some AnyDictionary) -> String {
  let pairs = dictionary.pairs.map { key, value in
    (key: valueText(key, nested: true), value: valueText(value, nested: true))
  }
  guard !pairs.isEmpty else { return "[:]" }
  let ordered = dictionary.isOrdered ? pairs : pairs.sorted { readsBefore($0.key, $1.key) }
  return "[" + ordered.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "]"
}

/// Numbers by value, texts by their scalars: an order that depends on neither locale nor hash seed.
private func readsBefore(_ a: String, _ b: String) -> Bool {
  switch (Double(a), Double(b)) {
  case (let a?, let b?) where a != b: a < b
  case (_?, nil): true
  case (nil, _?): false
  default: a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
  }
}

extension [String] {
  fileprivate var inOrder: [String] { sorted(by: readsBefore) }
}

// MARK: - Structures

private func structureText(_ value: Any) -> String {
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .tuple: return "(" + memberText(mirror) + ")"
  case .struct: return "\(mirror.subjectType)(" + memberText(mirror) + ")"
  case .enum:
    guard let payload = mirror.children.first, let name = payload.label else { break }
    let text = valueText(payload.value, nested: true)
    return Mirror(reflecting: payload.value).displayStyle == .tuple ? name + text : "\(name)(\(text))"
  default: break
  }
  return String(describing: value)
}

private func memberText(_ mirror: Mirror) -> String {
  mirror.children.map { label, value in
    let text = valueText(value, nested: true)
    // The elements of a tuple without labels are called .0, .1 …
    guard let label, !label.hasPrefix(".") else { return text }
    return "\(label): \(text)"
  }.joined(separator: ", ")
}

// MARK: - The standard containers, whatever they hold

private protocol AnyOptional {
  var wrapped: Any? { get }
}

private protocol AnySequence {
  var parts: [Any] { get }
  var elementType: Any.Type { get }
}

private protocol AnySet {
  var parts: [Any] { get }
}

private protocol AnyDictionary {
  var pairs: [(key: Any, value: Any)] { get }
  var isOrdered: Bool { get }
}

extension Optional: AnyOptional {
  fileprivate var wrapped: Any? { self }
}

extension Array: AnySequence {
  fileprivate var parts: [Any] { self }
  fileprivate var elementType: Any.Type { Element.self }
}

extension ArraySlice: AnySequence {
  fileprivate var parts: [Any] { Array(self) }
  fileprivate var elementType: Any.Type { Element.self }
}

extension ContiguousArray: AnySequence {
  fileprivate var parts: [Any] { Array(self) }
  fileprivate var elementType: Any.Type { Element.self }
}

extension Set: AnySet {
  fileprivate var parts: [Any] { Array(self) }
}

extension Dictionary: AnyDictionary {
  fileprivate var pairs: [(key: Any, value: Any)] { map { ($0.key, $0.value) } }
  fileprivate var isOrdered: Bool { false }
}

extension KeyValuePairs: AnyDictionary {
  fileprivate var pairs: [(key: Any, value: Any)] { map { ($0.key, $0.value) } }
  fileprivate var isOrdered: Bool { true }
}
