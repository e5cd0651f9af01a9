import FoundationEssentials

/// The present in nanoseconds since 1970, to the microsecond.
func nowUnixNano() -> UInt64 { UInt64(Date().timeIntervalSince1970 * 1e6) * 1000 }
