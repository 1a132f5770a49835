import LessonTestSupport
import Synchronization
import Testing

@testable import LessonBuilding

@Suite("Work on many items at once")
struct InOrderTests {
  @Test("hands on what comes of them in their order, whichever is done first")
  func order() async throws {
    let ended = Mutex<[Int]>([])
    var handedOn: [Int] = []
    try await inOrder([0, 1, 2]) { item in
      // Each waits for all that follow it.
      while ended.withLock({ $0.count }) < 2 - item { await Task.yield() }
      ended.withLock { $0.append(item) }
      return item * 10
    } each: {
      handedOn.append($0)
    }
    #expect(ended.withLock { $0 } == [2, 1, 0])
    #expect(handedOn == [0, 10, 20])
  }

  @Test("hands on each as soon as it and those before it are done")
  func soon() async throws {
    let isFirstHandedOn = Mutex(false)
    try await inOrder([0, 1]) { item in
      while item == 1, !isFirstHandedOn.withLock({ $0 }) { await Task.yield() }
      return item
    } each: { item in
      if item == 0 { isFirstHandedOn.withLock { $0 = true } }
    }
    #expect(isFirstHandedOn.withLock { $0 })
  }

  @Test("ends with the first error, and cancels the rest")
  func errors() async throws {
    struct Failure: Error {}
    let isCancelled = Mutex(false)
    await #expect(throws: Failure.self) {
      try await inOrder([0, 1]) { item in
        if item == 0 { throw Failure() }
        while !Task.isCancelled { await Task.yield() }
        isCancelled.withLock { $0 = true }
      } each: { _ in
      }
    }
    #expect(isCancelled.withLock { $0 })
  }
}
