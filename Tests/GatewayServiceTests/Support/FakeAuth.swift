import AuthAPI
import FoundationEssentials
import GRPCCore
import ServiceKit
import SwiftProtobuf
import Synchronization

/// An auth service that knows one account and one session, keeps what it is asked, and fails when it is told to.
final class FakeAuth: Cairn_Auth_V1_Auth.SimpleServiceProtocol {
    static let token = "id.secret-of-the-session"
    static let user = Cairn_Auth_V1_User.with {
        $0.id = "0b9f1c52-7a0e-4d39-8a26-2f3a5f0f0a11"
        $0.email = "ada@example.com"
        $0.name = "Ada"
        $0.createTime = Google_Protobuf_Timestamp(seconds: 1_795_473_820, nanos: 123_456_000)
    }

    /// Ada in her session, as services are told of her.
    static let caller: Caller? = UUID(uuidString: user.id).map { id in
        Caller(userID: id, sessionID: UUID(uuidString: session), scopes: ["*"])
    }
    private static let session = "5f2d6a2e-0f5c-4b8e-9a53-6a3b1c2d4e5f"

    let requests = Mutex<[any Message]>([])
    private let behaviour: Behaviour
    /// For whom those calls were made that are for somebody.
    let callers = Mutex<[Caller?]>([])
    private let lifetime: Int64?
    private let scopes: [String]

    init(_ behaviour: Behaviour, sessionLifetime: Int64?, scopes: [String]) {
        self.behaviour = behaviour
        self.scopes = scopes
        lifetime = sessionLifetime
    }

    /// The requests of a type, in their order.
    func requests<Request: Message>(_ type: Request.Type) -> [Request] {
        requests.withLock { $0.compactMap { $0 as? Request } }
    }

    private var expireTime: Google_Protobuf_Timestamp? {
        lifetime.map { Google_Protobuf_Timestamp(seconds: Google_Protobuf_Timestamp(date: .now).seconds + $0) }
    }

    func register(
        request: Cairn_Auth_V1_RegisterRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_RegisterResponse {
        requests.withLock { $0.append(request) }
        try await behaviour.apply(context)
        return .with {
            $0.token = Self.token
            $0.user = Self.user
            if let expireTime { $0.expireTime = expireTime }
        }
    }

    func login(request: Cairn_Auth_V1_LoginRequest, context: ServerContext) async throws -> Cairn_Auth_V1_LoginResponse
    {
        requests.withLock { $0.append(request) }
        try await behaviour.apply(context)
        return .with {
            $0.token = Self.token
            $0.user = Self.user
            if let expireTime { $0.expireTime = expireTime }
        }
    }

    func logout(
        request: Cairn_Auth_V1_LogoutRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_LogoutResponse {
        requests.withLock { $0.append(request) }
        try await behaviour.apply(context)
        return .init()
    }

    func validateSession(
        request: Cairn_Auth_V1_ValidateSessionRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ValidateSessionResponse {
        requests.withLock { $0.append(request) }
        try await behaviour.apply(context)
        guard request.token == Self.token else { throw RPCError(code: .unauthenticated, message: "no such session") }
        return .with {
            $0.user = Self.user
            $0.sessionID = Self.session
            $0.scopes = scopes
        }
    }

    func getCurrentUser(
        request: Cairn_Auth_V1_GetCurrentUserRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_GetCurrentUserResponse {
        requests.withLock { $0.append(request) }
        callers.withLock { $0.append(Caller.current) }
        return .with { $0.user = Self.user }
    }

    func getUser(
        request: Cairn_Auth_V1_GetUserRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_GetUserResponse {
        requests.withLock { $0.append(request) }
        return .with { $0.user = Self.user }
    }
}
