public import GRPCCore

/// Where a sign-in comes from, as the gateway saw it. It travels in the metadata of the calls that open sessions.
public struct SignInOrigin: Sendable, Hashable {
    /// The origin of the call that this task answers; unknown when the caller told none.
    @TaskLocal public static var current = SignInOrigin()

    private static let addressKey = "cairn-client-address"
    /// A program may call itself what it likes, so the value travels as bytes.
    private static let userAgentKey = "cairn-user-agent-bin"

    /// What the client calls itself, at most 256 characters without controls; empty when unknown.
    public let userAgent: String

    /// The address of the client, at most 64 characters; empty when unknown.
    public let clientAddress: String

    /// An origin of its parts, which are cut to their length.
    public init(userAgent: String = "", clientAddress: String = "") {
        self.userAgent = Self.tidy(userAgent, maximumLength: 256)
        self.clientAddress = Self.tidy(clientAddress, maximumLength: 64)
    }

    /// What a call's metadata tells.
    public init(metadata: Metadata) {
        let address = metadata[stringValues: Self.addressKey].first { _ in true }
        let agent = metadata[binaryValues: Self.userAgentKey].first { _ in true }
        self.init(
            userAgent: agent.map { String(decoding: $0.prefix(1024), as: UTF8.self) } ?? "",
            clientAddress: address ?? "")
    }

    /// The metadata that tells it.
    public var metadata: Metadata {
        var metadata: Metadata = [:]
        if !clientAddress.isEmpty { metadata.addString(clientAddress, forKey: Self.addressKey) }
        if !userAgent.isEmpty { metadata.addBinary(Array(userAgent.utf8), forKey: Self.userAgentKey) }
        return metadata
    }

    private static func tidy(_ text: String, maximumLength: Int) -> String {
        let scalars = text.unicodeScalars.prefix(maximumLength)
        return String(
            String.UnicodeScalarView(scalars.filter { $0.properties.generalCategory != .control }))
    }
}
