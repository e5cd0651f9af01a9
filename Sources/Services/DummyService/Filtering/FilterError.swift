/// Where a filter is not well formed, and why.
struct FilterError: Error, Sendable, Hashable {
    /// In bytes from the beginning.
    let offset: Int
    let reason: String

    init(at offset: Int, _ reason: String) {
        self.offset = offset
        self.reason = reason
    }
}
