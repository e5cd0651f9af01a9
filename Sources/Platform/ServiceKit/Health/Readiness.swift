/// Whether a part of a program can do its work now, for example reach its database.
public struct Readiness: Sendable {
    /// What is checked, for logs.
    public let name: String
    /// Returns when the part is ready; throws what stands in the way.
    public let check: @Sendable () async throws -> Void

    /// A check under a name.
    public init(_ name: String, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }
}
