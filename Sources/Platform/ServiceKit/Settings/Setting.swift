/// One setting of a program: its name, what a value looks like, and how one is read.
public struct Setting<Value: Sendable>: Sendable {
    /// The environment variable, for example `DUMMY_ADDR`.
    public let name: String
    /// What a value has to be, for messages and `--help`: "an address such as 127.0.0.1:50052".
    public let expected: String
    /// What it is for, in one line.
    public let summary: String
    /// The value that holds when none is given; nil makes the setting required.
    public let defaultValue: Value?
    /// Whether messages must not show its value.
    public let isSecret: Bool

    /// The flag that sets it: `--dummy-addr` for `DUMMY_ADDR`, unless the setting has a shorter one.
    public let flag: String

    let parse: @Sendable (String) -> Value?

    /// A setting with its own reading of a value; `parse` returns nil for text that is no value.
    public init(
        _ name: String, flag: String? = nil, _ summary: String, expected: String, default defaultValue: Value? = nil,
        isSecret: Bool = false, parse: @escaping @Sendable (String) -> Value?
    ) {
        self.name = name
        self.flag = flag ?? "--" + name.lowercased().split(separator: "_").joined(separator: "-")
        self.expected = expected
        self.summary = summary
        self.defaultValue = defaultValue
        self.isSecret = isSecret
        self.parse = parse
    }

    /// Its line in `--help`: what it is for, how a value looks, its name in the environment, and its default.
    public var help: String {
        let fallback = defaultValue.map { "default: \($0)" } ?? "required"
        return "\(summary): \(expected). (\(name), \(fallback))"
    }
}

extension Setting<NetworkAddress> {
    /// An address to listen on or to call.
    public static func address(
        _ name: String, flag: String? = nil, _ summary: String, default defaultValue: NetworkAddress? = nil
    ) -> Self {
        Self(name, flag: flag, summary, expected: "an address such as 127.0.0.1:50051", default: defaultValue) {
            NetworkAddress($0)
        }
    }
}

extension Setting<String> {
    /// Any text that is not empty.
    public static func text(
        _ name: String, _ summary: String, default defaultValue: String? = nil, isSecret: Bool = false
    ) -> Self {
        Self(name, summary, expected: "a text", default: defaultValue, isSecret: isSecret) { $0 }
    }
}

extension Setting<Int> {
    /// A whole number within limits.
    public static func integer(
        _ name: String, flag: String? = nil, _ summary: String, in range: ClosedRange<Int>,
        default defaultValue: Int? = nil
    ) -> Self {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Self(name, flag: flag, summary, expected: expected, default: defaultValue) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Setting<Bool> {
    /// `true` or `false`.
    public static func boolean(_ name: String, _ summary: String, default defaultValue: Bool? = nil) -> Self {
        Self(name, summary, expected: "true or false", default: defaultValue) { Bool($0.lowercased()) }
    }
}
