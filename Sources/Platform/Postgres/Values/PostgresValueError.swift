/// Why a value can't be read as a Swift type. It never quotes the value.
public struct PostgresValueError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    public var description: String

    /// Creates an error.
    public init(_ description: String) {
        self.description = description
    }
}
