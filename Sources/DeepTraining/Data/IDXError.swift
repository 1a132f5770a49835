import Foundation

/// The reason why a file of images or labels cannot be used.
public struct IDXError: Error, Equatable {
  /// The kind of problem.
  public enum Problem: Sendable, Hashable {
    /// The file cannot be opened or read; contains the system's reason.
    case unreadable(String)
    /// The folder has no file with any of the accepted names.
    case missing(names: [String])
    /// The file does not begin like an IDX file of unsigned bytes with this number of dimensions.
    case wrongMagic(found: [UInt8], dimensions: Int)
    /// The dimensions have no elements, or more than a file of this size can contain or than the limit of 2^30.
    case wrongDimensions(found: [Int], limit: Int)
    /// The file ends before its data.
    case truncated(found: Int, expected: Int)
    /// The file continues after its data.
    case trailingBytes(expected: Int)
    /// The compressed data are damaged; contains zlib's reason.
    case corrupt(String)
    /// A label is not one of the classes.
    case labelOutOfRange(index: Int, found: Int, classCount: Int)
    /// The number of labels differs from that of the images.
    case labelCount(found: Int, expected: Int)
    /// The size of the images differs from that of the images that they belong to.
    case imageShape(found: [Int], expected: [Int])
  }

  /// The file, or the folder that lacks it.
  public let path: String
  /// The problem.
  public let problem: Problem
}

extension IDXError: CustomStringConvertible, LocalizedError {
  /// The file, what was found in it, and what was expected.
  public var description: String { "\(path): \(problem.description)" }

  /// The same as `description`.
  public var errorDescription: String? { description }
}

extension IDXError.Problem: CustomStringConvertible {
  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .unreadable(let reason):
      "cannot be read: \(reason)"
    case .missing(let names):
      "found none of \(names.joined(separator: ", "))"
    case .wrongMagic(let found, let dimensions):
      "begins with \(Self.hexadecimal(found)), expected \(Self.hexadecimal([0, 0, 8, UInt8(dimensions)])): "
        + "an IDX file of unsigned bytes with \(dimensions) \(dimensions == 1 ? "dimension" : "dimensions"), plain or gzip"
    case .wrongDimensions(let found, let limit):
      "its header says \(found.dimensions) elements, expected at least 1 and at most \(limit) by its size"
    case .truncated(let found, let expected):
      "ends after \(found) bytes, expected \(expected)"
    case .trailingBytes(let expected):
      "goes on after its data, expected \(expected) bytes in all"
    case .corrupt(let reason):
      "its gzip data are damaged: \(reason)"
    case .labelOutOfRange(let index, let found, let classCount):
      "label \(index) is \(found), expected one of 0 ..< \(classCount)"
    case .labelCount(let found, let expected):
      "has \(found) labels, expected \(expected): one for each image"
    case .imageShape(let found, let expected):
      "its images are \(found.dimensions), expected \(expected.dimensions)"
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    guard !bytes.isEmpty else { return "nothing" }
    return bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined(separator: " ")
  }
}
