import OTLP

extension TraceID {
    /// Reads a number of digits that are allowed, as if zeros stood before them.
    init?(padding digits: some StringProtocol, allowing lengths: some Collection<Int>) {
        let count = digits.utf8.count
        guard lengths.contains(count), count <= 32 else { return nil }
        self.init(hex: String(repeating: "0", count: 32 - count) + digits)
    }
}
