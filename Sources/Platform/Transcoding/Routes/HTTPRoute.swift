public import GRPCCore
public import HTTPTypes
public import PathTemplates

/// One way to call a method over HTTP, as data.
public struct HTTPRoute: Sendable, Hashable {
    /// Who may call.
    public enum Access: Sendable, Hashable {
        /// Everybody. A session is not looked at.
        case everybody
        /// Everybody; the service is told of a valid session, if there is one.
        case optionalSession
        /// Whoever has a session or an API token.
        case session
    }

    /// The method that is called.
    public let rpc: MethodDescriptor
    /// The HTTP method.
    public let method: HTTPRequest.Method
    /// The paths.
    public let template: PathTemplate
    /// Who may call.
    public let access: Access
    /// What an API token must allow, all of them.
    public let scopes: [String]
    /// The status of success.
    public let status: HTTPResponse.Status
    /// Whether a call may be made again when nobody knows what became of the first one.
    public let isIdempotent: Bool
    /// Whether the answer is a stream of messages.
    public let isStreaming: Bool

    /// A route of its parts.
    public init(
        rpc: MethodDescriptor, method: HTTPRequest.Method, template: PathTemplate, access: Access = .session,
        scopes: [String] = [], status: HTTPResponse.Status = .ok, isIdempotent: Bool = false, isStreaming: Bool = false
    ) {
        self.rpc = rpc
        self.method = method
        self.template = template
        self.access = access
        self.scopes = scopes
        self.status = status
        self.isIdempotent = isIdempotent
        self.isStreaming = isStreaming
    }
}
