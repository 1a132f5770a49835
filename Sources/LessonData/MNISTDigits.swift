extension KnownDataSet {
  static let mnist = KnownDataSet(
    name: "mnist", title: "handwritten digits (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0)",
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist", "https://ossci-datasets.s3.amazonaws.com/mnist",
      "http://yann.lecun.com/exdb/mnist",
    ],
    files: [
      File(
        name: "train-images-idx3-ubyte", size: 47_040_016, packedSize: 9_912_422,
        hash: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
      File(
        name: "t10k-images-idx3-ubyte", size: 7_840_016, packedSize: 1_648_877,
        hash: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
      File(
        name: "train-labels-idx1-ubyte", size: 60_008, packedSize: 28_881,
        hash: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
      File(
        name: "t10k-labels-idx1-ubyte", size: 10_008, packedSize: 4_542,
        hash: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ])
}
