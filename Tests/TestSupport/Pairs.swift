import Testing

/// Elements of two collections side by side, as `zip` gives them; other counts are a failure of the test.
package func pairs<First: Collection, Second: Collection>(
  _ first: First, _ second: Second, sourceLocation: SourceLocation = #_sourceLocation
) -> Zip2Sequence<First, Second> {
  #expect(
    first.count == second.count, "\(first.count) and \(second.count) elements", sourceLocation: sourceLocation
  )
  return zip(first, second)
}
