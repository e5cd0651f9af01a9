/// What one scrypt hash costs (RFC 7914): `2^logCost` blocks of `128 × blockSize` bytes, worked through `parallelism` times.
///
/// The text form is the parameter part of a PHC string, `ln=15,r=8,p=3`; settings use it too.
public struct ScryptParameters: Sendable, Hashable {
    /// The base-2 logarithm of the CPU and memory cost.
    public let logCost: Int

    /// The block size factor r.
    public let blockSize: Int

    /// How often the work is repeated, p.
    public let parallelism: Int

    /// 32 MiB and about 0.3 s of a core when optimised, one of the settings that OWASP's password storage guide holds equal.
    public static let recommended = ScryptParameters(uncheckedLogCost: 15, blockSize: 8, parallelism: 3)

    /// 8 MiB, for debug builds: scrypt without optimisation takes seven times as long.
    public static let development = ScryptParameters(uncheckedLogCost: 13, blockSize: 8, parallelism: 1)

    #if DEBUG
        /// What holds when nothing is set. Hashes of a debug build are replaced when their users sign in to a release build.
        public static let standard = development
    #else
        /// What holds when nothing is set.
        public static let standard = recommended
    #endif

    /// Returns `nil` outside of the bounds within which one hash stays below 1 GiB and a few seconds.
    public init?(logCost: Int, blockSize: Int, parallelism: Int) {
        guard 1...20 ~= logCost, 1...8 ~= blockSize, 1...16 ~= parallelism else { return nil }
        // RFC 7914, section 2: N is less than 2^(128 × r / 8).
        guard logCost < 16 * blockSize else { return nil }
        self.init(uncheckedLogCost: logCost, blockSize: blockSize, parallelism: parallelism)
    }

    init(uncheckedLogCost logCost: Int, blockSize: Int, parallelism: Int) {
        self.logCost = logCost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// N, the number of blocks.
    var rounds: Int { 1 << logCost }

    /// Whether an attacker pays less for a guess, in time or in memory, than with `other`.
    func isWeaker(than other: ScryptParameters) -> Bool {
        let memory = rounds * blockSize
        let otherMemory = other.rounds * other.blockSize
        return memory < otherMemory || memory * parallelism < otherMemory * other.parallelism
    }
}

extension ScryptParameters: LosslessStringConvertible {
    /// `ln=15,r=8,p=3`
    public var description: String { "ln=\(logCost),r=\(blockSize),p=\(parallelism)" }

    /// Reads `ln=15,r=8,p=3`; `nil` for another form or when a value is out of bounds.
    public init?(_ description: String) {
        let parts = description.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let logCost = Self.value(of: "ln=", in: parts[0]),
            let blockSize = Self.value(of: "r=", in: parts[1]),
            let parallelism = Self.value(of: "p=", in: parts[2])
        else { return nil }
        self.init(logCost: logCost, blockSize: blockSize, parallelism: parallelism)
    }

    private static func value(of key: String, in part: Substring) -> Int? {
        guard part.hasPrefix(key) else { return nil }
        return Int(part.dropFirst(key.count))
    }
}
