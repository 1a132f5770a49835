import CZlib
import Foundation

/// The bytes of a file from first to last, unpacked on the way if the file is gzip.
///
/// Memory grows with the bytes that have been read, never with the length in a header.
package final class FileBytes {
  private let path: String
  private let file: RegularFile
  /// The most bytes that are read: what a file of this size can unpack to, since deflate packs at most 1032 bytes into
  /// one, but no more than `greatestLimit`, so that a file made of repetitions cannot fill the memory.
  let limit: Int
  /// How many unpacked bytes have been given out.
  private(set) var position = 0
  private var inflater: Inflater?
  /// Bytes that have been read from the file but not yet given out or unpacked.
  private var pending: ArraySlice<UInt8> = []

  /// 1 GiB: more than any set in this format has, the largest of them EMNIST with 0.6.
  static let greatestLimit = 1 << 30
  private static let chunk = 1 << 18

  /// Opens the file and recognises gzip by its first two bytes.
  package init(path: String) throws {
    self.path = path
    let file: RegularFile
    do {
      file = try RegularFile(path: path)
    } catch {
      throw IDXError(path: path, problem: .unreadable(error.reason))
    }
    self.file = file
    limit = min(min(file.size, Self.greatestLimit) * 1032, Self.greatestLimit)
    try refill()
    if pending.starts(with: [0x1f, 0x8b]) {
      inflater = try Inflater(path: path)
    }
  }

  /// The next `count` bytes, or as many as there are.
  package func read(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let part = try readPart(atMost: min(count - bytes.count, Self.chunk))
      if part.isEmpty { break }
      bytes += part
    }
    position += bytes.count
    return bytes
  }

  /// At least one byte, unless the data have ended.
  private func readPart(atMost count: Int) throws -> ArraySlice<UInt8> {
    if pending.isEmpty { try refill() }
    guard let inflater else {
      defer { pending = pending.dropFirst(count) }
      return pending.prefix(count)
    }
    while true {
      // Before the first byte of a member, no more input is a proper end.
      if pending.isEmpty, inflater.isBetweenMembers { return [] }
      let part = try inflater.unpack(&pending, atMost: count)
      if !part.isEmpty { return part }
      if pending.isEmpty {
        try refill()
        guard !pending.isEmpty || inflater.isBetweenMembers else {
          throw IDXError(path: path, problem: .corrupt("they end early"))
        }
      }
    }
  }

  private func refill() throws {
    do {
      pending = ArraySlice(try file.read(atMost: Self.chunk))
    } catch {
      throw IDXError(path: path, problem: .unreadable(error.reason))
    }
  }
}

/// zlib's inflate for gzip data, which may consist of several members one after the other.
private final class Inflater {
  private let path: String
  /// zlib keeps the address of the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the unpacked bytes are whole members.
  private(set) var isBetweenMembers = true

  init(path: String) throws {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipOnly: Int32 = MAX_WBITS + 16
    guard inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      throw IDXError(path: path, problem: .unreadable("no memory to unpack it"))
    }
  }

  deinit {
    // It fails for a stream that was never begun alone.
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Takes bytes off `packed` and gives what they unpack to; nothing if they only contained headers or trailers.
  func unpack(_ packed: inout ArraySlice<UInt8>, atMost count: Int) throws -> ArraySlice<UInt8> {
    var status = Z_OK
    var used = 0
    let unpacked = packed.withUnsafeBufferPointer { packed in
      [UInt8](unsafeUninitializedCapacity: count) { unpacked, length in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
        stream.pointee.avail_in = UInt32(packed.count)
        stream.pointee.next_out = unpacked.baseAddress
        stream.pointee.avail_out = UInt32(count)
        status = inflate(stream, Z_NO_FLUSH)
        used = packed.count - Int(stream.pointee.avail_in)
        length = count - Int(stream.pointee.avail_out)
      }
    }
    packed = packed.dropFirst(used)
    switch status {
    case Z_OK, Z_BUF_ERROR:
      isBetweenMembers = false
    case Z_STREAM_END:
      isBetweenMembers = true
      status = inflateReset(stream)
      guard status == Z_OK else {
        throw IDXError(path: path, problem: .corrupt("zlib's status is \(status)"))
      }
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's status is \(status)"
      throw IDXError(path: path, problem: .corrupt(reason))
    }
    return unpacked[...]
  }
}
