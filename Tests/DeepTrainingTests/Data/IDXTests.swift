import CZlib
import Foundation
import Testing

@testable import DeepTraining

@Suite("IDX files")
struct IDXTests {
  /// Two images of 2×3.
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (1...12).map { 20 * $0 }
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]

  @Test(
    "images and labels are read alike from plain and gzip files, also from gzip in several members")
  func reading() throws {
    let (head, tail) = (Self.images.prefix(9), Self.images.dropFirst(9))
    for bytes in [Self.images, gzip(Self.images), gzip(Array(head)) + gzip(Array(tail))] {
      let images = try withFile(bytes) { try IDX.images(at: $0) }
      #expect(images == .init(count: 2, rows: 2, columns: 3, pixels: (1...12).map { 20 * $0 }))
    }
    for bytes in [Self.labels, gzip(Self.labels)] {
      #expect(try withFile(bytes) { try IDX.labels(at: $0) } == [7, 9])
    }
  }

  @Test("a dataset of IDX files has the pixels from 0 to 1, and the labels as classes")
  func dataset() throws {
    let set = try dataset(images: Self.images, labels: gzip(Self.labels))
    #expect(set.inputShape == [2, 3])
    #expect(set.inputs == (1...12).map { Float(20 * $0) / 255 })
    #expect(set.targets == .classes([7, 9], count: 10))
  }

  @Test("a file that is not what it says is refused with what was found and expected")
  func refusals() throws {
    func problem(_ bytes: [UInt8]) throws -> IDXError.Problem? {
      try withFile(bytes) { path in
        let error = #expect(throws: IDXError.self) { try IDX.images(at: path) }
        #expect(error?.path == path)
        #expect(error.map { "\($0)".hasPrefix("\(path): ") } == true)
        return error?.problem
      }
    }
    let header = Self.images.prefix(4)
    let huge = [UInt8](repeating: 255, count: 12)

    #expect(try problem([]) == .wrongMagic(found: [], dimensions: 3))
    #expect(
      try problem(Array("<!DOCTYPE".utf8))
        == .wrongMagic(found: [0x3c, 0x21, 0x44, 0x4f], dimensions: 3))
    #expect(try problem(Self.labels) == .wrongMagic(found: [0, 0, 8, 1], dimensions: 3))
    #expect(try problem([0, 0, 13, 3]) == .wrongMagic(found: [0, 0, 13, 3], dimensions: 3))
    #expect(try problem(Array(Self.images.prefix(9))) == .truncated(found: 9, expected: 16))
    #expect(try problem(Array(Self.images.dropLast())) == .truncated(found: 27, expected: 28))
    #expect(try problem(Self.images + [0]) == .trailingBytes(expected: 28))
    #expect(
      try problem(header + huge)
        == .wrongDimensions(found: [0xffff_ffff, 0xffff_ffff, 0xffff_ffff], limit: 16 * 1032))
    #expect(
      try problem(header + [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1])
        == .wrongDimensions(found: [65536, 65536, 1], limit: 16 * 1032))
    #expect(
      try problem(header + [UInt8](repeating: 0, count: 12))
        == .wrongDimensions(found: [0, 0, 0], limit: 16 * 1032))

    let packed = gzip(Self.images)
    #expect(try problem(gzip(Self.images + [0])) == .trailingBytes(expected: 28))
    #expect(try problem(gzip(Array(Self.images.dropLast()))) == .truncated(found: 27, expected: 28))
    #expect(try problem(Array(packed.dropLast(9))) == .corrupt("they end early"))
    #expect(try problem(packed + [1, 2, 3]) == .corrupt("incorrect header check"))
    var wrongChecksum = packed
    wrongChecksum[packed.count - 8] ^= 1
    #expect(try problem(wrongChecksum) == .corrupt("incorrect data check"))
  }

  @Test("a small file that unpacks to very much is refused before it fills the memory")
  func repetitions() throws {
    let header: [UInt8] = [0, 0, 8, 1]
    let bomb = gzip(header + [0, 0, 0, 2] + [UInt8](repeating: 0, count: 1 << 26))
    #expect(bomb.count < 1 << 17)
    let after = try withFile(bomb) { path in #expect(throws: IDXError.self) { try IDX.labels(at: path) } }
    #expect(after?.problem == .trailingBytes(expected: 10))

    // As large as a file must be that could unpack to 2 GiB.
    var stream = RandomStream(seed: 1)
    let noise = (0..<1 << 18).flatMap { _ in withUnsafeBytes(of: stream.next(), Array.init) }
    let announced = gzip(header + [0x7f, 0xff, 0xff, 0xff] + noise)
    let error = try withFile(announced) { path in #expect(throws: IDXError.self) { try IDX.labels(at: path) }
    }
    #expect(error?.problem == .wrongDimensions(found: [0x7fff_ffff], limit: 1 << 30))
  }

  @Test("labels beyond the classes, and labels that are not one for each image, are refused")
  func labelRefusals() throws {
    func problem(labels: [UInt8]) -> IDXError.Problem? {
      #expect(throws: IDXError.self) { try dataset(images: Self.images, labels: labels) }?.problem
    }
    #expect(
      problem(labels: [0, 0, 8, 1, 0, 0, 0, 2, 3, 10])
        == .labelOutOfRange(index: 1, found: 10, classCount: 10))
    #expect(
      problem(labels: [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3]) == .labelCount(found: 3, expected: 2))
  }

  @Test("what is not a file is refused at once")
  func notFiles() throws {
    try withFolder { folder in
      let missing = #expect(throws: IDXError.self) { try IDX.labels(at: folder + "/nothing") }
      #expect(missing?.problem == .unreadable("No such file or directory"))
      let directory = #expect(throws: IDXError.self) { try IDX.labels(at: folder) }
      #expect(directory?.problem == .unreadable("not a regular file"))
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      let pipe = #expect(throws: IDXError.self) { try IDX.labels(at: folder + "/pipe") }
      #expect(pipe?.problem == .unreadable("not a regular file"))
    }
  }

  @Test("a file cut off anywhere is refused, plain or gzip", arguments: [false, true])
  func truncation(isPacked: Bool) throws {
    let bytes = isPacked ? gzip(Self.images) : Self.images
    try withFolder { folder in
      let path = folder + "/cut"
      for length in 0..<bytes.count {
        try Data(bytes.prefix(length)).write(to: URL(filePath: path))
        #expect(throws: IDXError.self, "cut to \(length) bytes") { try IDX.images(at: path) }
      }
    }
  }

  @Test(
    "a damaged file is refused or read as other pixels, and never stops the program",
    arguments: [false, true])
  func damage(isPacked: Bool) throws {
    try withFolder { folder in
      let path = folder + "/damaged"
      DamagedBytes(isPacked ? gzip(Self.images) : Self.images).check(seed: 1, rounds: 500) { damaged in
        try Data(damaged).write(to: URL(filePath: path))
        do {
          let images = try IDX.images(at: path)
          return images.pixels.count == images.count * images.rows * images.columns
        } catch is IDXError {
          return true
        }
      }
    }
  }

  private func dataset(images: [UInt8], labels: [UInt8]) throws -> Dataset {
    try withFile(images) { images in
      try withFile(labels) { labels in
        try IDX.dataset(images: images, labels: labels, classCount: 10)
      }
    }
  }
}

@Suite("MNIST")
struct MNISTTests {
  @Test("the four files are found under every name they go by")
  func names() throws {
    let image: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 51]
    let label: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 1, 4]
    let files: [(String, [UInt8])] = [
      ("train-images-idx3-ubyte", image), ("train-labels.idx1-ubyte", label),
      ("t10k-images.idx3-ubyte.gz", gzip(image)), ("t10k-labels-idx1-ubyte.gz", gzip(label)),
    ]
    try withFolder { folder in
      for (name, bytes) in files {
        let error = #expect(throws: IDXError.self) { try MNIST.load(from: folder) }
        #expect(error?.path == folder)
        try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
      }
      let (train, test) = try MNIST.load(from: folder)
      #expect(train.inputs == [0.2])
      #expect(test.classLabels == [4])
      #expect(try FashionMNIST.load(from: folder).train.inputs == [0.2])
      #expect(FashionMNIST.classNames.count == train.classCount)

      try Data([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 51, 51])
        .write(to: URL(filePath: folder).appending(path: "t10k-images-idx3-ubyte"))
      let error = #expect(throws: IDXError.self) { try MNIST.load(from: folder) }
      #expect(error?.problem == .imageShape(found: [2, 1], expected: [1, 1]))
    }
  }

  @Test(
    "the real files have 60,000 and 10,000 images, and the mean and deviation that are known of them",
    .enabled(if: SharedData.mnist != nil, "needs ../shared/data/mnist or LESSONS_SHARED"))
  func realFiles() throws {
    let (train, test) = try MNIST.load(from: try #require(SharedData.mnist))
    #expect(train.count == 60_000)
    #expect(test.count == 10_000)
    #expect(train.classCounts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(test.classCounts == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    // 0.1307 and 0.3081 are the figures by which PyTorch's MNIST example normalises.
    let statistics = Standardizer(fittedTo: train, scope: .all)
    #expect(abs(statistics.mean[0] - 0.1307) < 5e-5)
    #expect(abs(statistics.standardDeviation[0] - 0.3081) < 5e-5)
    #expect(train.classLabels?.prefix(5) == [5, 0, 4, 1, 9])
  }
}
