import DeepTraining

/// What is trained or applied, as the driver describes it to every contestant.
struct Workload: Decodable {
  let input: [Int]
  let layers: [LayerDescription]
  let optimizer: OptimizerDescription
  let batch: Int
  let isInference: Bool

  var model: Model {
    Model(input: Shape(input)) { layers.map(\.layer) }
  }
}

/// A layer, written in JSON as `{"dense": {"units": 128, "bias": true}}`.
indirect enum LayerDescription: Decodable {
  case dense(units: Int, bias: Bool)
  case convolution(filters: Int, kernel: Int, stride: Int, padding: PaddingDescription, bias: Bool)
  case batchNorm
  case relu
  case sigmoid
  case tanh
  case dropout(rate: Double)
  case maxPool(window: Int)
  case globalAveragePool
  case flatten
  case residual(layers: [LayerDescription])
  case recurrent(units: Int)

  enum PaddingDescription: String, Decodable {
    case same, valid
  }

  var layer: any Layer {
    switch self {
    case .dense(let units, let bias): Dense(units, usesBias: bias)
    case .convolution(let filters, let kernel, let stride, let padding, let bias):
      Conv2D(
        filters, kernel: kernel, stride: stride, padding: padding == .same ? .same : .valid, usesBias: bias)
    case .batchNorm: BatchNorm()
    case .relu: ReLU()
    case .sigmoid: Sigmoid()
    case .tanh: Tanh()
    case .dropout(let rate): Dropout(rate)
    case .maxPool(let window): MaxPool2D(window)
    case .globalAveragePool: GlobalAveragePool()
    case .flatten: Flatten()
    case .residual(let layers): Residual { layers.map(\.layer) }
    case .recurrent(let units): Recurrent(units)
    }
  }
}

/// An optimizer, written in JSON as `{"adam": {"rate": 0.001}}`.
enum OptimizerDescription: Decodable {
  case sgd(rate: Double)
  case momentum(decay: Double, rate: Double)
  case adam(rate: Double)

  var optimizer: Optimizer {
    switch self {
    case .sgd(let rate): .sgd(learningRate: rate)
    case .momentum(let decay, let rate): .momentum(decay, learningRate: rate)
    case .adam(let rate): .adam(learningRate: rate)
    }
  }
}
