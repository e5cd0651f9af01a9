/// A metric with its values for the different labels.
public struct MetricFamily: Hashable, Sendable {
    /// What a value means.
    public enum Kind: String, Hashable, Sendable {
        /// A count that only grows while the process lives.
        case counter
        /// A value that goes up and down.
        case gauge
    }

    /// One value.
    public struct Sample: Hashable, Sendable {
        /// What tells this value from others of the family, in the order in which it is written.
        public var labels: [Label]
        /// The value.
        public var value: Double

        /// A value.
        public init(_ value: Double, labels: [Label] = []) {
            self.labels = labels
            self.value = value
        }
    }

    /// A label of a value.
    public struct Label: Hashable, Sendable {
        /// The label's name.
        public var name: String
        /// What it is set to.
        public var value: String

        /// A label.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The metric's name.
    public var name: String
    /// What a value means.
    public var kind: Kind
    /// What is counted or measured, in a sentence.
    public var help: String
    /// The values.
    public var samples: [Sample]

    /// A metric.
    public init(_ name: String, _ kind: Kind, help: String, samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }
}
