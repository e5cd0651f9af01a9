import Testing

/// A request that can't be accepted: what makes it so, and the field that the answer has to name.
struct Refusal<Request>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let field: String
    let change: @Sendable (inout Request) -> Void

    init(_ description: String, _ field: String, _ change: @escaping @Sendable (inout Request) -> Void) {
        testDescription = description
        self.field = field
        self.change = change
    }
}
