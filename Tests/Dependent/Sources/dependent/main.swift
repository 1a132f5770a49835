import DeepTraining

let line = try Dataset(inputs: [[0], [1], [2], [3]], values: [[1], [3], [5], [7]])
let model = Model(input: [1]) { Dense(1) }
let trainer = try Trainer(model, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1))
let history = try trainer.fit(line, epochs: 200, batchSize: 4)
print(history.training.loss.last! < 1e-3 ? "learned" : "did not learn: \(history.training.loss)")
