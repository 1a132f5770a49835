// Plots are shown as what they are.

extension Bars: Showable {
  /// The bars.
  public var shown: Shown { .bars(self) }
}

extension Chart: Showable {
  /// The chart.
  public var shown: Shown { .chart(self) }
}

extension Contours: Showable {
  /// The contours.
  public var shown: Shown { .contours(self) }
}

extension Figure: Showable {
  /// The images.
  public var shown: Shown { .figure(self) }
}

extension HeatMap: Showable {
  /// The map.
  public var shown: Shown { .heatMap(self) }
}

extension Histogram: Showable {
  /// The histogram.
  public var shown: Shown { .histogram(self) }
}

extension Histograms: Showable {
  /// The histograms.
  public var shown: Shown { .histogram(histogram) }
}

extension Scatter: Showable {
  /// The points and regions.
  public var shown: Shown { .scatter(self) }
}

extension Series: Showable {
  /// A chart of this line alone.
  public var shown: Shown { .chart(Chart(x: "", y: .linear(name), self)) }
}
