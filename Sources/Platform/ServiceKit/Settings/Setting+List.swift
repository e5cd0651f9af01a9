extension Setting {
    /// A list of values, separated by commas; spaces around them do not matter.
    ///
    /// - Parameters:
    ///   - expected: What one value looks like, in the plural: "origins such as https://app.example.com".
    ///   - element: Reads one value; nil for text that is none.
    public static func list<Element: Sendable>(
        _ name: String, flag: String? = nil, _ summary: String, expected: String, default defaultValue: [Element],
        element: @escaping @Sendable (String) -> Element?
    ) -> Self where Value == SettingList<Element> {
        Self(
            name, flag: flag, summary, expected: "\(expected), separated by commas",
            default: SettingList(defaultValue)
        ) { text in
            var values: [Element] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let value = element(part.trimmingSpaces()) else { return nil }
                values.append(value)
            }
            return SettingList(values)
        }
    }

    /// The addresses at which a service can be called.
    public static func addresses(
        _ name: String, flag: String? = nil, _ summary: String, default defaultValue: [NetworkAddress]
    ) -> Self where Value == SettingList<NetworkAddress> {
        .list(
            name, flag: flag, summary, expected: "addresses such as 127.0.0.1:50051 or auth:50051",
            default: defaultValue
        ) { NetworkAddress($0) }
    }
}

/// The value of a setting that is a list. It is shown as it is written.
public struct SettingList<Element: Sendable>: Sendable, CustomStringConvertible {
    /// The values, in their order.
    public var values: [Element]

    /// A list of values.
    public init(_ values: [Element]) {
        self.values = values
    }

    /// The values with commas between them; `none` when there is none.
    public var description: String {
        values.isEmpty ? "none" : values.map { "\($0)" }.joined(separator: ",")
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
