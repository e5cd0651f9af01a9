/// Reads typed values from environment variables and collects what is wrong with them.
///
/// An empty variable is an unset one, and one that cannot be read counts as unset, with a warning (OpenTelemetry,
/// "Environment Variable Specification").
struct EnvironmentReader {
    private let environment: [String: String]
    private(set) var warnings: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The first of the variables that is set.
    func string(_ names: String...) -> (name: String, value: String)? {
        for name in names {
            if let value = environment[name]?.trimmingOptionalWhitespace(), !value.isEmpty {
                return (name, String(value))
            }
        }
        return nil
    }

    mutating func warn(_ name: String, _ value: String, _ reason: String) {
        warnings.append("\(name)=\(value): \(reason)")
    }

    /// `true` in any case; everything else is false.
    mutating func bool(_ name: String) -> Bool {
        guard let (_, value) = string(name) else { return false }
        switch value.lowercased() {
        case "true": return true
        case "false": return false
        default:
            warn(name, value, "neither true nor false, false is used")
            return false
        }
    }

    mutating func integer(_ names: String..., minimum: Int, default defaultValue: Int) -> Int {
        for name in names {
            guard let (_, value) = string(name) else { continue }
            if let number = Int(value), number >= minimum { return number }
            warn(name, value, "not an integer of at least \(minimum), it is ignored")
        }
        return defaultValue
    }

    /// Milliseconds. Where 0 is allowed, it stands for no limit.
    mutating func milliseconds(_ names: String..., minimum: Int, default defaultValue: Int) -> Duration {
        for name in names {
            guard let (_, value) = string(name) else { continue }
            if let number = Int(value), number >= minimum {
                return number == 0 ? .seconds(86_400) : .milliseconds(number)
            }
            warn(name, value, "not a number of milliseconds of at least \(minimum), it is ignored")
        }
        return .milliseconds(defaultValue)
    }

    /// `key=value,key=value` with percent-encoded values; nil when it is not set or breaks the form.
    mutating func pairs(_ names: String...) -> [(key: String, value: String)]? {
        for name in names {
            guard let (_, value) = string(name) else { continue }
            if let pairs = Self.pairs(value) { return pairs }
            // The value may hold a secret, such as a collector's token.
            warn(name, "…", "not a list of key=value pairs, it is ignored")
        }
        return nil
    }

    private static func pairs(_ list: String) -> [(key: String, value: String)]? {
        var pairs: [(key: String, value: String)] = []
        for member in list.split(separator: ",") where !member.trimmingOptionalWhitespace().isEmpty {
            guard let equals = member.firstIndex(of: "=") else { return nil }
            let key = PercentEncoding.decode(member[..<equals].trimmingOptionalWhitespace())
            guard !key.isEmpty else { return nil }
            let value = member[member.index(after: equals)...].trimmingOptionalWhitespace()
            pairs.append((key, PercentEncoding.decode(value)))
        }
        return pairs
    }
}
