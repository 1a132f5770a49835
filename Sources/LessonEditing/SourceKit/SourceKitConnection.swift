import Foundation
import LessonExecution
import Synchronization

/// The connection with SourceKit-LSP: requests out, answers in.
final class SourceKitConnection: Sendable {
  /// Why there is no answer.
  enum Failure: Error {
    /// SourceKit-LSP has ended.
    case ended
    /// It did not answer in time.
    case late
  }

  private enum Request {
    case sent
    case awaited(CheckedContinuation<Data, any Error>)
    case ended(Result<Data, any Error>)
  }

  private struct State {
    var count = 0
    var requests: [Int: Request] = [:]
    var hasEnded = false
  }

  private let service: ConfinedService
  private let writing = DispatchQueue(label: "lessons.sourcekit.input")
  private let state = Mutex(State())

  init(_ service: ConfinedService) {
    self.service = service
    let thread = Thread { [weak self] in
      Self.read(service.output) { self?.take($0) }
      self?.end()
    }
    thread.name = "lessons.sourcekit.output"
    thread.start()
  }

  deinit { service.end() }

  /// Whether requests can be answered.
  var isOpen: Bool { state.withLock { !$0.hasEnded } }

  // MARK: Sending

  func notify(_ method: String, _ params: some Encodable) {
    write(LSP.Notification(method: method, params: params))
  }

  /// Sends a request after all that was sent before.
  ///
  /// - Returns: Its number, by which the answer is awaited.
  func send(_ method: String, _ params: some Encodable) -> Int {
    let id = state.withLock { state in
      state.count += 1
      state.requests[state.count] = state.hasEnded ? .ended(.failure(Failure.ended)) : .sent
      return state.count
    }
    write(LSP.Request(id: .number(id), method: method, params: params))
    return id
  }

  private func write(_ message: some Encodable) {
    guard let bytes = try? JSONEncoder().encode(message) else { return }
    let service = service
    writing.async { MessageFraming.framed(bytes).write(to: service.input) }
  }

  // MARK: Answers

  /// The answer to a request that was sent; `nil` if there is none, or one of another form.
  func answer<Answer: Decodable>(to id: Int, within time: Duration) async throws -> Answer? {
    let timer = Task { [weak self] in
      try await Task.sleep(for: time)
      self?.end(id, .failure(Failure.late))
    }
    defer { timer.cancel() }
    let message = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { expect(id, $0) }
    } onCancel: {
      notify("$/cancelRequest", ["id": id])
      end(id, .failure(CancellationError()))
    }
    guard let response: Response<Answer> = try? Connection.decode(message) else { return nil }
    if let error = response.error { throw error }
    return response.result
  }

  private struct Response<Answer: Decodable>: Decodable {
    let result: Answer?
    let error: LSP.ResponseError?
  }

  private func expect(_ id: Int, _ continuation: CheckedContinuation<Data, any Error>) {
    let result: Result<Data, any Error>? = state.withLock { state in
      if case .ended(let result) = state.requests[id] {
        state.requests[id] = nil
        return result
      }
      state.requests[id] = .awaited(continuation)
      return nil
    }
    if let result { continuation.resume(with: result) }
  }

  private func end(_ id: Int, _ result: Result<Data, any Error>) {
    let continuation: CheckedContinuation<Data, any Error>? = state.withLock { state in
      switch state.requests[id] {
      case .sent: state.requests[id] = .ended(result)
      case .awaited(let continuation):
        state.requests[id] = nil
        return continuation
      case .ended, nil: break
      }
      return nil
    }
    continuation?.resume(with: result)
  }

  // MARK: Reading

  private static func read(_ output: Int32, _ take: (Data) -> Void) {
    var framing = MessageFraming()
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(output, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      framing.receive(bytes[..<count])
      do { while let message = try framing.next() { take(message) } } catch { return }
    }
  }

  private func take(_ message: Data) {
    guard let envelope: LSP.Envelope = try? Connection.decode(message), let id = envelope.id else { return }
    guard envelope.method == nil else {
      // What it asks its client for does not matter here.
      return write(LSP.Success(id: id, result: Optional<LSP.Nothing>.none))
    }
    if case .number(let number) = id { end(number, .success(message)) }
  }

  /// Ends SourceKit-LSP; open requests have no answer.
  func end() {
    service.end()
    let open = state.withLock { state in
      state.hasEnded = true
      return Array(state.requests.keys)
    }
    for id in open { end(id, .failure(Failure.ended)) }
  }
}
