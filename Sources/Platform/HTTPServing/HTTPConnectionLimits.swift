public import NIOCore

/// How much of a server one connection may take, and for how long.
///
/// Without such limits a client that sends its request byte by byte, or never reads the answer, keeps a connection and
/// its memory for as long as it likes.
public struct HTTPConnectionLimits: Sendable, Hashable {
    /// The time in which the head of a request must arrive, counted from its first byte, and for the first request from the
    /// start of the connection.
    public var headTimeout: TimeAmount
    /// The time in which a request must arrive as a whole, counted from the end of its head. It should be longer than the
    /// time that the handler gives a body, so that the handler can answer.
    public var bodyTimeout: TimeAmount
    /// How long a client may take nothing of an answer that waits for it.
    public var writeTimeout: TimeAmount
    /// The most bytes of a body that are read and dropped after the request has been answered.
    public var maximumDrain: Int
    /// The most bytes of a request's target and header fields together; no single field may have more either.
    public var maximumHeadSize: Int
    /// The most header fields of a request.
    public var maximumFieldCount: Int

    /// Limits of their parts. The defaults suit an API that browsers call.
    public init(
        headTimeout: TimeAmount = .seconds(10), bodyTimeout: TimeAmount = .seconds(30),
        writeTimeout: TimeAmount = .seconds(30), maximumDrain: Int = 1 << 18, maximumHeadSize: Int = 32 << 10,
        maximumFieldCount: Int = 100
    ) {
        self.headTimeout = headTimeout
        self.bodyTimeout = bodyTimeout
        self.writeTimeout = writeTimeout
        self.maximumDrain = maximumDrain
        self.maximumHeadSize = maximumHeadSize
        self.maximumFieldCount = maximumFieldCount
    }
}
