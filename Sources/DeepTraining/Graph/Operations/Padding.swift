/// The padding around an image that windows may cover.
///
/// In PyTorch, padding is a number of pixels, the same on opposite edges: with a stride of 2, a kernel of 3 and an even
/// image, its `padding=1` pads the top and the left, but `same` pads the bottom and the right.
public enum Padding: Sendable, Hashable {
  /// As many pixels around the image as give ⌈image / stride⌉ places; with stride 1, the size stays the same. If the
  /// number of pixels is odd, the bottom and the right get one more, as in TensorFlow and Keras.
  case same
  /// None: windows stay on the image, and give ⌊(image − window) / stride⌋ + 1 places.
  case valid
}
