import Testing

@testable import DeepTraining
