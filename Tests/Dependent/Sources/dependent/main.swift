import DeepTraining

let line = Dataset(
  inputs: Tensor([[0.0], [1.0], [2.0], [3.0]]), targets: Tensor([[1.0], [3.0], [5.0], [7.0]]))
let model = Model(input: [1]) { Dense(1) }
let trainer = try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1))
let history = try trainer.fit(line, epochs: 200, batchSize: 4)
print(history.training.loss.last! < 1e-3 ? "learned" : "did not learn: \(history.training.loss)")
