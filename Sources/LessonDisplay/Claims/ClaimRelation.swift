/// A relation between two numbers in a claim.
public enum ClaimRelation: Sendable {
  /// The left number is smaller.
  case below
  /// The left number is larger.
  case above
  /// The left number is smaller or equal.
  case atMost
  /// The left number is larger or equal.
  case atLeast
  /// Both numbers are the same.
  case equals

  func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .below: left < right
    case .above: left > right
    case .atMost: left <= right
    case .atLeast: left >= right
    case .equals: left == right
    }
  }

  /// The end of a sentence after "is".
  var words: String {
    switch self {
    case .below: "below"
    case .above: "above"
    case .atMost: "at most"
    case .atLeast: "at least"
    case .equals: "equal to"
    }
  }
}

/// A relation between a number and a range in a claim.
public enum ClaimContainment: Sendable {
  /// The number is not smaller than the lower bound and not larger than the upper one.
  case within
}

// MARK: - What contradicts a comparison

/// Describes the numbers that contradict a comparison; `nil` if it holds.
func contradiction(_ left: ClaimOperand, _ relation: ClaimRelation, _ right: ClaimOperand) -> String? {
  let (lefts, rights): ([ClaimNumber], [ClaimNumber])
  switch (left, right) {
  case (.one(let left), .one(let right)):
    return relation.holds(left, right) ? nil : contradiction(left, relation, right)
  case (.several(let several), .one(let right)):
    (lefts, rights) = (several, several.map { _ in right })
  case (.one(let left), .several(let several)):
    (lefts, rights) = (several.map { _ in left }, several)
  case (.several(let left), .several(let right)):
    (lefts, rights) = (left, right)
  }
  guard lefts.count == rights.count else {
    return
      "\(lefts.count) \(lefts.count == 1 ? "number is" : "numbers are") compared with \(rights.count); "
      + "expected equally many"
  }
  let pairs = Array(zip(lefts, rights))
  return firstContradiction(among: pairs) { left, right in
    relation.holds(left, right) ? nil : contradiction(left, relation, right)
  }
}

/// Describes the numbers outside of a range; `nil` if all are inside.
func contradiction(_ values: ClaimOperand, within range: ClosedRange<Double>) -> String? {
  func contradiction(_ value: ClaimNumber) -> String? {
    guard !range.contains(value.double) else { return nil }
    let texts = texts(of: [value, .real(range.lowerBound), .real(range.upperBound)])
    return "\(texts[0]) is not within \(texts[1])...\(texts[2])"
  }
  return switch values {
  case .one(let value): contradiction(value)
  case .several(let values): firstContradiction(among: values, contradiction)
  }
}

private func contradiction(_ left: ClaimNumber, _ relation: ClaimRelation, _ right: ClaimNumber) -> String {
  let texts = texts(of: [left, right])
  return "\(texts[0]) is not \(relation.words) \(texts[1])"
}

/// The first contradiction, with its index among all elements and the number of elements.
private func firstContradiction<Element>(
  among elements: [Element], _ contradiction: (Element) -> String?
) -> String? {
  guard !elements.isEmpty else { return "0 numbers are compared; expected at least one" }
  let found = elements.enumerated().compactMap { index, element in contradiction(element).map { (index, $0) }
  }
  guard let (index, first) = found.first else { return nil }
  let others = found.count > 1 ? ", the first of \(found.count) that contradict the claim" : ""
  return "for number \(index + 1) of \(elements.count)\(others), \(first)"
}

extension ClaimRelation {
  /// Integers are compared exactly; if either side is a floating-point number, both are compared as `Double`.
  fileprivate func holds(_ left: ClaimNumber, _ right: ClaimNumber) -> Bool {
    if case .integer(let left) = left, case .integer(let right) = right { return holds(left, right) }
    return holds(left.double, right.double)
  }
}

/// Numbers as text for a message: four significant digits, or as many more as the first number needs to appear smaller
/// than, equal to or larger than the others as it is.
private func texts(of numbers: [ClaimNumber]) -> [String] {
  for digits in 4..<17 {
    let texts = numbers.map { $0.text(digits: digits) }
    let written = texts.map { Double($0) ?? .nan }
    let keepsOrder = numbers.indices.allSatisfy { index in
      let (first, other) = (numbers[0].double, numbers[index].double)
      return (first < other) == (written[0] < written[index])
        && (first > other) == (written[0] > written[index])
    }
    if keepsOrder { return texts }
  }
  return numbers.map { $0.text(digits: 17) }
}
