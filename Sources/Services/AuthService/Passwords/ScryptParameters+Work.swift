extension ScryptParameters {
    /// What a hash costs, in blocks that are mixed. The time of one block is the same for all parameters, as far as caches
    /// allow.
    var work: Int { rounds * blockSize * parallelism }

    /// What to ask of scrypt, one after the other, so that it costs as much as these parameters cost more than `cheaper`, to
    /// within a few blocks.
    func makingUp(for cheaper: ScryptParameters) -> [ScryptParameters] {
        var rest = work - cheaper.work
        var steps: [ScryptParameters] = []
        for logCost in stride(from: logCost, through: 1, by: -1) {
            let pass = blockSize << logCost
            guard rest >= pass else { continue }
            steps.append(
                ScryptParameters(uncheckedLogCost: logCost, blockSize: blockSize, parallelism: rest / pass))
            rest %= pass
        }
        return steps
    }
}
