/// Where a text stops being JSON.
struct JSONSyntaxError: Error, Hashable {
    /// The first byte that does not fit.
    let offset: Int
    /// What would have fitted, or what is wrong.
    let message: String
}
