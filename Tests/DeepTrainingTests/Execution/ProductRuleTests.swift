import Testing

@testable import DeepTraining

@Suite("Rules for products")
struct ProductRuleTests {
  @Test(
    "small products of predictions are computed by one thread, the same within rounding",
    arguments: [(1, 1600, 10, true), (3, 70, 300, true), (64, 784, 128, false)])
  func alone(rows: Int, inner: Int, columns: Int, runsAlone: Bool) {
    func computed(_ rewriting: [Rule]) -> (isAlone: [Bool?], product: [Float]) {
      let recorder = Recorder(), content = Tensor(normal: [inner, rows], seed: 1)
      let x = recorder.input("x", shape: content.shape)
      let product = Tensor.apply(
        MatrixProduct(transposesA: true), x, Tensor(normal: [inner, columns], seed: 2))
      let plan = Plan(recorder, outputs: [product], rewriting: rewriting)
      _ = plan.input("x").update(fromContentsOf: content.floats)
      plan.run()
      return (plan.operations.map { ($0.operation as? MatrixProduct)?.runsAlone }, Array(plan.output(0)))
    }
    let plain = computed(.training), predicted = computed(.predictions)
    #expect(plain.isAlone == [false])
    #expect(predicted.isAlone == [runsAlone])
    for (a, b) in zip(plain.product, predicted.product) { #expect(abs(a - b) < 1e-3) }
  }
}
