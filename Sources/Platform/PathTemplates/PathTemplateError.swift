/// Why a text is not a path template.
public struct PathTemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How many characters precede the fault.
    public let offset: Int
    /// What is wrong.
    public let message: String

    /// `expected '/', at character 1`
    public var description: String { "\(message), at character \(offset + 1)" }
}
