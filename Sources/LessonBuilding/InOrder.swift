/// Processes all items concurrently and passes on the results in the order of the items, each as soon as possible.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Result, each: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    for (index, item) in items.enumerated() {
      group.addTask { (index, try await work(item)) }
    }
    var done: [Int: Result] = [:]
    var next = 0
    for try await (index, result) in group {
      done[index] = result
      while let ready = done.removeValue(forKey: next) {
        try each(ready)
        next += 1
      }
    }
  }
}
