#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The order of bytes: by the first that differ, then the shorter first.
enum ByteOrder {
    static func isLess(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        let count = min(first.count, second.count)
        guard count > 0, let one = first.baseAddress, let other = second.baseAddress else {
            return first.count < second.count
        }
        let order = memcmp(one, other, count)
        return order == 0 ? first.count < second.count : order < 0
    }

    static func isLess(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Bool {
        first.lexicographicallyPrecedes(second)
    }
}
