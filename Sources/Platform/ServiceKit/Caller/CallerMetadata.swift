/// The names under which a caller travels in a call's metadata.
enum CallerMetadata {
    /// The ``CallerToken``.
    static let token = "cairn-caller"

    /// In an answer: why the token was not accepted.
    static let refusal = "cairn-caller-refused"
}
