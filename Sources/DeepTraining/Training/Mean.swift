/// The mean of numbers, such as one result per seed; NaN if there are none.
public func mean(_ numbers: some Collection<Double>) -> Double {
  numbers.reduce(0, +) / Double(numbers.count)
}
