import Testing

/// What a law says of a value that breaks it.
package struct BrokenLaw: Error, CustomStringConvertible {
  package let description: String
}

/// Says that a law is broken unless a condition holds.
package func demand(
  _ condition: Bool, _ description: @autoclosure () -> String = "a condition does not hold", line: Int = #line
) throws {
  if !condition { throw BrokenLaw(description: "line \(line): \(description())") }
}

/// The value; says that a law is broken where there is none.
package func demand<Value>(
  _ value: Value?, _ description: @autoclosure () -> String = "a value is missing", line: Int = #line
) throws -> Value {
  guard let value else { throw BrokenLaw(description: "line \(line): \(description())") }
  return value
}

/// Expects that a law holds for the values that seeds give. The simplest value found that breaks it is reported, with its seed.
///
/// - Parameters:
///   - make: Makes a value of choices.
///   - law: Throws if the value breaks the law.
/// - Returns: Whether it holds for all of them.
@discardableResult
package func expectLaw<Value>(
  seeds: some Sequence<Int>, of make: (inout Choices) -> Value,
  sourceLocation: SourceLocation = #_sourceLocation, _ law: (Value) throws -> Void
) -> Bool {
  for seed in seeds {
    var choices = Choices(seed: seed)
    let value = make(&choices)
    guard let failure = problem(value, law) else { continue }
    let simplest = Simplification(choices.made) { made in
      var choices = Choices(given: made)
      return problem(make(&choices), law) != nil
    }.simplest
    var again = Choices(given: simplest)
    let simple = make(&again)
    let report = "seed \(seed): \(problem(simple, law) ?? failure)\n← \(String(reflecting: simple))"
    Issue.record(Comment(rawValue: report), sourceLocation: sourceLocation)
    return false
  }
  return true
}

private func problem<Value>(_ value: Value, _ law: (Value) throws -> Void) -> String? {
  do {
    try law(value)
    return nil
  } catch {
    return "\(error)"
  }
}
