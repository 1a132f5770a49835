// What examples in the documentation name without declaring it.
import DeepTraining
import Foundation
import LessonDisplay

struct Run {
  var name = ""
  var rate = 0.0, accuracy = 0.0, train = 0.0, test = 0.0
}

/// Examples are compiled and never run.
func anything<Value>() -> Value { fatalError() }

// Data and networks
var url: URL { anything() }
var data: Dataset { anything() }
var train: Dataset { anything() }
var held: Dataset { anything() }
var spirals: Dataset { anything() }
var digits: Dataset { anything() }
var labels: [Int] { anything() }
var model: Model { anything() }
var trainer: Trainer { anything() }
var network: Network { anything() }

// Tensors
var x: Tensor { anything() }
var target: Tensor { anything() }
var gradient: Tensor { anything() }
var weights: Tensor { anything() }
var w: Tensor {
  get { anything() }
  set {}
}

// Results
func f(_ x: Double, _ y: Double) -> Double { anything() }
var runs: [Run] { anything() }
var best: Run { anything() }
var momentum: [Double] { anything() }
var plain: [Double] { anything() }
var losses: [Double] { anything() }
var heldOut: [Double] { anything() }
var glorot: [Double] { anything() }
var he: [Double] { anything() }
var share: Double { anything() }
var loss: Double { anything() }
var visited: [(Double, Double)] { anything() }
var depths: [String] { anything() }
var widths: [String] { anything() }
var names: [String] { anything() }
var accuracies: [[Double]] { anything() }
var counts: [[Int]] { anything() }
