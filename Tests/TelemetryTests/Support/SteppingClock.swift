import Synchronization
import Telemetry

/// A clock that goes on by a microsecond with each reading.
final class SteppingClock: SpanClock {
    private let state = Mutex((realtime: UInt64(1_700_000_000_000_000_000), monotonic: UInt64(1_000_000)))

    func realtime() -> UInt64 {
        state.withLock {
            $0.realtime += 1000
            return $0.realtime
        }
    }

    func monotonic() -> UInt64 {
        state.withLock {
            $0.monotonic += 1000
            return $0.monotonic
        }
    }

    /// Makes the real time jump.
    func setRealtime(_ time: UInt64) {
        state.withLock { $0.realtime = time }
    }
}
