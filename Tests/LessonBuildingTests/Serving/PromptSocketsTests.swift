import FlyingSocks
import Glibc
import Testing

@testable import LessonServing

@Suite("The sockets of a server")
struct PromptSocketsTests {
  /// Sockets that never wait.
  private struct ReadySockets: AsyncSocketPool {
    func prepare() async throws {}
    func run() async throws {}
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {}
  }

  @Test("send the body of an answer without waiting until its head is acknowledged")
  func sendAtOnce() async throws {
    let socket = try Socket(domain: AF_INET)
    defer { try? socket.close() }
    #expect(try !socket.getValue(for: .sendsAtOnce))
    try await PromptSockets(ReadySockets()).suspendSocket(socket, untilReadyFor: .read)
    #expect(try socket.getValue(for: .sendsAtOnce))
  }
}
