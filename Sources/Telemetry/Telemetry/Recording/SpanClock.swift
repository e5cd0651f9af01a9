#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The two clocks that spans are timed by, in nanoseconds.
public protocol SpanClock: Sendable {
    /// The time since 1970, which may jump.
    func realtime() -> UInt64
    /// The time since some moment, which only grows.
    func monotonic() -> UInt64
}

/// The system's clocks.
public struct SystemSpanClock: SpanClock {
    /// Makes the clock.
    public init() {}

    /// `CLOCK_REALTIME`.
    public func realtime() -> UInt64 { Self.read(CLOCK_REALTIME) }

    /// `CLOCK_MONOTONIC`.
    public func monotonic() -> UInt64 { Self.read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
