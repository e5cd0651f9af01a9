public import HTTPTypes

/// A request that can't be answered as asked. Thrown by an endpoint, told to the client as ``ProblemDetails``.
public struct Problem: Error, Sendable {
    /// The status of the answer.
    public var status: HTTPResponse.Status
    /// The name of the `google.rpc.Code` when a service reported the problem.
    public var code: String?
    /// What the client is told. It must not hold anything internal or secret.
    public var detail: String?
    /// Fields that the answer carries, for example `Allow`.
    public var headers: HTTPFields
    /// What failed beneath: for the log, never for the client.
    public var cause: (any Error)?

    /// A problem of its parts.
    ///
    /// The fields that RFC 9110 and RFC 6585 want with a status are added: `WWW-Authenticate` with 401,
    /// `Retry-After` (1 second) with 429 and 503.
    public init(
        _ status: HTTPResponse.Status, code: String? = nil, detail: String? = nil, headers: HTTPFields = [:],
        cause: (any Error)? = nil
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers
        self.cause = cause
        switch status {
        case .unauthorized where headers[.wwwAuthenticate] == nil: self.headers[.wwwAuthenticate] = "Bearer"
        case .tooManyRequests where headers[.retryAfter] == nil: self.headers[.retryAfter] = "1"
        case .serviceUnavailable where headers[.retryAfter] == nil: self.headers[.retryAfter] = "1"
        default: break
        }
    }

    /// The body of the answer to the request for `instance`.
    public func details(instance: String?, traceID: String?) -> ProblemDetails {
        ProblemDetails(status: status, code: code, detail: detail, instance: instance, traceID: traceID)
    }
}
