import TestSupport
import Testing

@testable import DeepTraining

@Suite("Convolutions of the engine's own")
struct EndedConvolutionTests {
  /// Images, a kernel and what is done to the results.
  struct Case: Sendable, CustomTestStringConvertible {
    var batch = 2
    var image = Size2D(7, 8)
    var channels = 16
    var filters = 16
    var kernel = Size2D(3, 3)
    var stride = Size2D(1, 1)
    var padding = Padding.valid
    var ending = ConvolutionEnding()
    var hasBias = true

    var convolution: Convolution {
      let window = try! WindowGeometry(of: kernel, on: image, stride: stride, padding: padding)
      return Convolution(geometry: ConvolutionGeometry(window: window, groups: 1))
    }

    var weightShape: Shape { [kernel.height, kernel.width, channels, filters] }

    var testDescription: String {
      "\(batch) of \(image), \(channels) → \(filters), \(kernel) / \(stride), \(padding), \(ending)"
    }

    /// Images, weights and perhaps a bias.
    func operands(seed: Int) -> [ReferenceTensor] {
      let shapes = [[batch, image.height, image.width, channels], weightShape, [filters]]
      return CheckedFunction("operands", Array(shapes.prefix(hasBias ? 3 : 2))) { $0 }.operands(seed: seed)
    }
  }

  static let endings = [(false, false), (false, true), (true, false), (true, true)].map {
    ConvolutionEnding(pools: $0, rectifies: $1)
  }

  static let tiledCases: [Case] =
    endings.flatMap { ending in
      [
        Case(ending: ending), Case(padding: .same, ending: ending),
        Case(batch: 1, image: Size2D(5, 5), channels: 48, filters: 32, ending: ending, hasBias: false),
        Case(batch: 3, image: Size2D(6, 9), channels: 32, filters: 48, padding: .same, ending: ending),
        Case(batch: 5, image: Size2D(11, 10), filters: 64, ending: ending),
      ]
    } + [
      Case(image: Size2D(3, 3)), Case(image: Size2D(1, 2), padding: .same),
      Case(batch: 1, image: Size2D(4, 4), channels: 256, filters: 256),
    ]

  @Test("in tiles stay within the bound of their rounding errors", arguments: tiledCases)
  func tiles(_ check: Case) throws {
    var tiled = try #require(WinogradConvolution(check.convolution, weight: check.weightShape))
    tiled.ending = check.ending
    let operands = check.operands(seed: 7)
    let tensors = operands.map { Tensor($0.scalars, shape: $0.shape) }
    let transformed = [tensors[0], .apply(WinogradWeights(), tensors[1])] + tensors.dropFirst(2)
    let found = Tensor.apply(tiled, transformed)[0]
    let exact = tiled.reference(check.inTiles(operands), run: Run())[0]
    let magnitudes = tiled.reference(
      check.inTiles(operands.map { ReferenceTensor($0.shape, $0.scalars.map(abs)) }), run: Run())[0]
    let bound =
      4 * Double(Float.ulpOfOne) * (9 * Double(check.channels)).squareRoot() * magnitudes.scalars.max()!
    #expect(found.shape == exact.shape)
    for (a, b) in pairs(found.scalars, exact.scalars) { #expect(abs(a - b) <= bound) }
  }

  static let derivedCases = [
    Case(), Case(padding: .same), Case(batch: 1, image: Size2D(5, 5), channels: 48, filters: 32),
    Case(batch: 3, image: Size2D(6, 9), channels: 32, filters: 48, padding: .same),
    Case(batch: 5, image: Size2D(11, 10), filters: 64),
    Case(batch: 16, image: Size2D(14, 14), channels: 32, filters: 32, padding: .same),
  ]

  @Test("in tiles have a reference that is the convolution's", arguments: tiledCases.prefix(5))
  func reference(_ check: Case) throws {
    let tiled = try #require(WinogradConvolution(check.convolution, weight: check.weightShape))
    let operands = check.operands(seed: 8)
    let found = tiled.reference(check.inTiles(operands), run: Run())[0]
    var expected = check.convolution.reference(Array(operands.prefix(2)), run: Run())
    if check.hasBias { expected = Binary(.add).reference([expected[0], operands[2]], run: Run()) }
    for (a, b) in pairs(found.scalars, expected[0].scalars) { #expect(abs(a - b) < 1e-12) }
  }

  /// Images, weights and what comes from upstream, with an answer for two of them.
  private func derivative(_ check: Case, of factor: Convolution.Factor, seed: Int) -> (
    convolution: Convolution, operands: [ReferenceTensor], magnitudes: [ReferenceTensor]
  ) {
    let convolution = Convolution(geometry: check.convolution.geometry, result: factor)
    let output = convolution.geometry.window.output
    let images: Shape = [check.batch, check.image.height, check.image.width, check.channels]
    let upstream: Shape = [check.batch, output.height, output.width, check.filters]
    let shapes = [factor == .input ? check.weightShape : images, upstream]
    let operands = CheckedFunction("operands", shapes) { $0 }.operands(seed: seed)
    return (convolution, operands, operands.map { ReferenceTensor($0.shape, $0.scalars.map(abs)) })
  }

  @Test("in tiles have derivatives within the bound of their rounding errors", arguments: derivedCases)
  func derivatives(_ check: Case) throws {
    func compare(_ found: Tensor, _ exact: ReferenceTensor, products: Int, _ magnitudes: ReferenceTensor) {
      let bound =
        4 * Double(Float.ulpOfOne) * Double(products).squareRoot() * magnitudes.scalars.max()!
      #expect(found.shape == exact.shape)
      for (a, b) in pairs(found.scalars, exact.scalars) { #expect(abs(a - b) <= bound) }
    }
    func tensors(_ operands: [ReferenceTensor]) -> [Tensor] {
      operands.map { Tensor($0.scalars, shape: $0.shape) }
    }
    let images = derivative(check, of: .input, seed: 10)
    let turned = tensors(images.operands)
    let tiled = try #require(WinogradConvolution(images.convolution, weight: check.weightShape))
    let weights = WinogradWeights(areTurned: true)
    compare(
      Tensor.apply(tiled, [turned[1], .apply(weights, turned[0])])[0],
      images.convolution.reference(images.operands, run: Run())[0], products: 9 * check.filters,
      images.convolution.reference(images.magnitudes, run: Run())[0])
    let reference = tiled.reference(
      [images.operands[1], weights.reference([images.operands[0]], run: Run())[0]], run: Run())[0]
    for (a, b) in pairs(
      reference.scalars, images.convolution.reference(images.operands, run: Run())[0].scalars)
    { #expect(abs(a - b) < 1e-12) }

    let kernel = derivative(check, of: .weight, seed: 11)
    let gradient = try #require(WinogradWeightGradient(kernel.convolution, weight: check.weightShape))
    let places = check.batch * kernel.convolution.geometry.window.output.count
    compare(
      Tensor.apply(gradient, tensors(kernel.operands))[0],
      gradient.reference(kernel.operands, run: Run())[0], products: 9 * places,
      kernel.convolution.reference(kernel.magnitudes, run: Run())[0])
  }

  @Test(
    "in tiles have derivatives that are not finite wherever the plain ones are not",
    arguments: [Double.nan, .infinity])
  func derivativesOfNoNumbers(number: Double) throws {
    func compare(_ found: Tensor, _ exact: ReferenceTensor) {
      #expect(exact.scalars.contains { !$0.isFinite } && found.scalars.contains { $0.isFinite })
      for (a, b) in pairs(found.scalars, exact.scalars) where !b.isFinite {
        #expect(b.isNaN ? a.isNaN : !a.isFinite)
      }
    }
    let check = Case(padding: .same)
    for factor in [Convolution.Factor.input, .weight] {
      var (convolution, operands, _) = derivative(check, of: factor, seed: 12)
      operands[1].scalars[(3 * 8 + 5) * 16 + 2] = number
      let exact = convolution.reference(operands, run: Run())[0]
      let tensors = operands.map { Tensor($0.scalars, shape: $0.shape) }
      if factor == .input {
        let tiled = try #require(WinogradConvolution(convolution, weight: check.weightShape))
        let turned = Tensor.apply(WinogradWeights(areTurned: true), tensors[0])
        compare(Tensor.apply(tiled, [tensors[1], turned])[0], exact)
      } else {
        let tiled = try #require(WinogradWeightGradient(convolution, weight: check.weightShape))
        compare(Tensor.apply(tiled, tensors)[0], exact)
      }
    }
  }

  static let pooledCases = [
    Case(channels: 1), Case(channels: 1, filters: 48, padding: .same),
    Case(batch: 1, image: Size2D(2, 2), channels: 1, kernel: Size2D(1, 1)),
    Case(image: Size2D(9, 8), channels: 3, filters: 32, kernel: Size2D(5, 5), padding: .same),
    Case(image: Size2D(9, 11), channels: 2, kernel: Size2D(2, 3), stride: Size2D(2, 3)),
    Case(image: Size2D(6, 7), channels: 4, stride: Size2D(2, 2), padding: .same, hasBias: false),
    Case(batch: 1, image: Size2D(2, 2), channels: 1, kernel: Size2D(9, 9), padding: .same),
  ]

  @Test("of few channels, pooled, stay within the bound of their rounding errors", arguments: pooledCases)
  func underWindows(_ check: Case) throws {
    for rectifies in [false, true] {
      var pooled = try #require(PooledConvolution(check.convolution, weight: check.weightShape))
      pooled.ending.rectifies = rectifies
      let operands = check.operands(seed: 9)
      let found = Tensor.apply(pooled, operands.map { Tensor($0.scalars, shape: $0.shape) })[0]
      let exact = pooled.reference(operands, run: Run())[0]
      let products = Double(check.kernel.count * check.channels)
      #expect(found.shape == exact.shape)
      // Numbers are up to 2, so products up to 4.
      let bound = 4 * Double(Float.ulpOfOne) * products.squareRoot() * (4 * products + 2)
      for (a, b) in pairs(found.scalars, exact.scalars) { #expect(abs(a - b) <= bound) }
    }
  }

  @Test("are not finite wherever the plain convolution is not", arguments: [Double.nan, .infinity])
  func notANumber(pixel: Double) throws {
    let check = Case(padding: .same, ending: ConvolutionEnding(pools: true, rectifies: true))
    var operands = check.operands(seed: 3)
    operands[0].scalars[(3 * 8 + 5) * 16 + 2] = pixel
    var tiled = try #require(WinogradConvolution(check.convolution, weight: check.weightShape))
    tiled.ending = check.ending
    let exact = tiled.reference(check.inTiles(operands), run: Run())[0]
    let tensors = operands.map { Tensor($0.scalars, shape: $0.shape) }
    let found = Tensor.apply(tiled, [tensors[0], .apply(WinogradWeights(), tensors[1]), tensors[2]])[0]
    #expect(exact.scalars.contains { !$0.isFinite })
    for (place, (a, b)) in pairs(Array(found.shape.indices), Array(pairs(found.scalars, exact.scalars))) {
      if b.isNaN {
        #expect(a.isNaN, "at \(place)")
      } else if b.isInfinite {
        #expect(!a.isFinite, "at \(place)")
      }
      // A tile's patch reaches one pixel beyond its results.
      let isInReach = (-1...2).contains(3 - 2 * place[1]) && (-1...2).contains(5 - 2 * place[2])
      if place[0] > 0 || !isInReach { #expect(a.isFinite, "at \(place)") }
    }
  }

  @Test("suit only what they are made for")
  func suited() {
    func tiles(_ check: Case) -> Bool {
      WinogradConvolution(check.convolution, weight: check.weightShape) != nil
    }
    #expect(tiles(Case()))
    #expect(!tiles(Case(stride: Size2D(2, 2))))
    #expect(!tiles(Case(kernel: Size2D(5, 5))))
    #expect(!tiles(Case(channels: 20)))
    #expect(!tiles(Case(filters: 24)))
    #expect(!tiles(Case(channels: 512, filters: 512)))
    func pools(_ check: Case) -> Bool {
      PooledConvolution(check.convolution, weight: check.weightShape) != nil
    }
    #expect(pools(Case(channels: 1)))
    #expect(!pools(Case(channels: 5)))
    #expect(!pools(Case(channels: 1, filters: 8)))
    #expect(!pools(Case(image: Size2D(30, 30), channels: 3, kernel: Size2D(15, 15))))
  }
}

extension EndedConvolutionTests.Case {
  /// The operands with weights as tiles take them.
  fileprivate func inTiles(_ operands: [ReferenceTensor]) -> [ReferenceTensor] {
    [operands[0], WinogradWeights().reference([operands[1]], run: Run())[0]] + operands.dropFirst(2)
  }
}
