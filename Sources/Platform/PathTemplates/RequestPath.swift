/// The path of a request, told into its segments.
public struct RequestPath: Sendable, Hashable {
    /// More segments than any template has are not told apart: the path is nobody's.
    static let maximumSegments = 256

    /// The segments as they were sent, without the slashes; nil for a path that no template takes.
    public let segments: [Substring]?

    /// Reads a path. It has to begin with a slash and must not have far too many segments.
    public init(_ path: String) {
        guard path.utf8.first == UInt8(ascii: "/") else {
            segments = nil
            return
        }
        let parts = path.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), maxSplits: Self.maximumSegments, omittingEmptySubsequences: false)
        segments = parts.count <= Self.maximumSegments ? parts.map(Substring.init) : nil
    }
}
