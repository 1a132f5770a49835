extension Network {
  /// The times of the operations of a prediction, over `count` predictions for one batch.
  package func profile(_ x: Tensor, count: Int) -> [OperationTime] {
    plans.withPlan(for: x, record: { self.activations(of: $0).last!.output }) { plan in
      plan.profile(count) { _ in Run() }
    }
  }
}
