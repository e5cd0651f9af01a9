import HTTPTypes

/// What an answer says about limits.
struct RateLimitFields {
    private var limits = ""
    private var policies = ""

    mutating func add(_ policy: RateLimitPolicy, _ decision: RateLimiter<IPAddress>.Decision) {
        if !limits.isEmpty {
            limits += ", "
            policies += ", "
        }
        limits += policy.item(decision)
        policies += policy.policyItem
    }

    func write(to headers: inout HTTPFields) {
        guard !limits.isEmpty else { return }
        headers[.rateLimit] = limits
        headers[.rateLimitPolicy] = policies
    }
}

extension HTTPField.Name {
    fileprivate static let rateLimit = HTTPField.Name("RateLimit")!
    fileprivate static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy")!
}
