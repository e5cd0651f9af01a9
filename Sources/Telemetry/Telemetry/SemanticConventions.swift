/// The names of OpenTelemetry's stable semantic conventions that this package's instrumentation uses.
///
/// They are inlined, so that using one costs what the literal does.
public enum SemanticConventions {
    /// The name of the event that describes an error.
    @inlinable public static var exceptionEvent: String { "exception" }
}

// Service and resource
extension SemanticConventions {
    /// `service.name`: the logical name of the service.
    @inlinable public static var serviceName: String { "service.name" }
    /// `service.version`: the version of the service.
    @inlinable public static var serviceVersion: String { "service.version" }
    /// `service.namespace`: what the service's name is unique in.
    @inlinable public static var serviceNamespace: String { "service.namespace" }
    /// `service.instance.id`: what tells the instances of a service apart.
    @inlinable public static var serviceInstanceID: String { "service.instance.id" }
    /// `telemetry.sdk.name`: the name of this SDK.
    @inlinable public static var telemetrySDKName: String { "telemetry.sdk.name" }
    /// `telemetry.sdk.language`: the language of this SDK.
    @inlinable public static var telemetrySDKLanguage: String { "telemetry.sdk.language" }
    /// `telemetry.sdk.version`: the version of this SDK.
    @inlinable public static var telemetrySDKVersion: String { "telemetry.sdk.version" }
    /// `process.pid`: the process.
    @inlinable public static var processPid: String { "process.pid" }
    /// `process.executable.name`: the program.
    @inlinable public static var processExecutableName: String { "process.executable.name" }
    /// `process.runtime.name`: the language's runtime.
    @inlinable public static var processRuntimeName: String { "process.runtime.name" }
    /// `process.runtime.version`: the runtime's version.
    @inlinable public static var processRuntimeVersion: String { "process.runtime.version" }
    /// `host.name`: the machine's name.
    @inlinable public static var hostName: String { "host.name" }
    /// `host.arch`: the machine's processor architecture.
    @inlinable public static var hostArch: String { "host.arch" }
    /// `os.type`: the kind of operating system.
    @inlinable public static var osType: String { "os.type" }
    /// `os.description`: the operating system in words.
    @inlinable public static var osDescription: String { "os.description" }
}

// HTTP and URL
extension SemanticConventions {
    /// `http.request.method`: the request's method.
    @inlinable public static var httpRequestMethod: String { "http.request.method" }
    /// `http.request.method_original`: the method as it came, when it is not a known one.
    @inlinable public static var httpRequestMethodOriginal: String { "http.request.method_original" }
    /// `http.request.body.size`: the request body's size in bytes.
    @inlinable public static var httpRequestBodySize: String { "http.request.body.size" }
    /// `http.request.resend_count`: how often the request was sent again.
    @inlinable public static var httpRequestResendCount: String { "http.request.resend_count" }
    /// `http.response.status_code`: the response's status.
    @inlinable public static var httpResponseStatusCode: String { "http.response.status_code" }
    /// `http.response.body.size`: the response body's size in bytes.
    @inlinable public static var httpResponseBodySize: String { "http.response.body.size" }
    /// `http.route`: the matched route's template.
    @inlinable public static var httpRoute: String { "http.route" }
    /// `url.scheme`: the URL's scheme.
    @inlinable public static var urlScheme: String { "url.scheme" }
    /// `url.path`: the URL's path.
    @inlinable public static var urlPath: String { "url.path" }
    /// `url.query`: the URL's query.
    @inlinable public static var urlQuery: String { "url.query" }
    /// `url.full`: the whole URL.
    @inlinable public static var urlFull: String { "url.full" }
    /// `user_agent.original`: the `User-Agent` header.
    @inlinable public static var userAgentOriginal: String { "user_agent.original" }
}

// Network
extension SemanticConventions {
    /// `server.address`: the server's name or address.
    @inlinable public static var serverAddress: String { "server.address" }
    /// `server.port`: the server's port.
    @inlinable public static var serverPort: String { "server.port" }
    /// `client.address`: the client's address.
    @inlinable public static var clientAddress: String { "client.address" }
    /// `client.port`: the client's port.
    @inlinable public static var clientPort: String { "client.port" }
    /// `network.peer.address`: the address of the other end of the connection.
    @inlinable public static var networkPeerAddress: String { "network.peer.address" }
    /// `network.peer.port`: the port of the other end of the connection.
    @inlinable public static var networkPeerPort: String { "network.peer.port" }
    /// `network.protocol.name`: the application's protocol.
    @inlinable public static var networkProtocolName: String { "network.protocol.name" }
    /// `network.protocol.version`: the version of the application's protocol.
    @inlinable public static var networkProtocolVersion: String { "network.protocol.version" }
    /// `network.transport`: the transport protocol.
    @inlinable public static var networkTransport: String { "network.transport" }
}

// RPC
extension SemanticConventions {
    /// `rpc.system`: the kind of remote procedure call, such as `grpc`.
    @inlinable public static var rpcSystem: String { "rpc.system" }
    /// `rpc.service`: the called service's full name.
    @inlinable public static var rpcService: String { "rpc.service" }
    /// `rpc.method`: the called method.
    @inlinable public static var rpcMethod: String { "rpc.method" }
    /// `rpc.grpc.status_code`: the numeric gRPC status.
    @inlinable public static var rpcGRPCStatusCode: String { "rpc.grpc.status_code" }
    /// `rpc.message.id`: a message's number in its stream.
    @inlinable public static var rpcMessageID: String { "rpc.message.id" }
}

// Database
extension SemanticConventions {
    /// `db.system.name`: the kind of database, such as `postgresql`.
    @inlinable public static var dbSystemName: String { "db.system.name" }
    /// `db.namespace`: the database's name.
    @inlinable public static var dbNamespace: String { "db.namespace" }
    /// `db.query.text`: the statement, with placeholders.
    @inlinable public static var dbQueryText: String { "db.query.text" }
    /// `db.query.summary`: the statement's operation and target.
    @inlinable public static var dbQuerySummary: String { "db.query.summary" }
    /// `db.operation.name`: the statement's operation.
    @inlinable public static var dbOperationName: String { "db.operation.name" }
    /// `db.collection.name`: the table.
    @inlinable public static var dbCollectionName: String { "db.collection.name" }
    /// `db.response.status_code`: the database's error code, such as an SQLSTATE.
    @inlinable public static var dbResponseStatusCode: String { "db.response.status_code" }
    /// `db.response.returned_rows`: how many rows came back.
    @inlinable public static var dbResponseReturnedRows: String { "db.response.returned_rows" }
    /// `db.client.connection.pool.name`: the pool that lent the connection.
    @inlinable public static var dbClientConnectionPoolName: String { "db.client.connection.pool.name" }
}

// Errors and threads
extension SemanticConventions {
    /// `error.type`: the class of failure, of low cardinality.
    @inlinable public static var errorType: String { "error.type" }
    /// `exception.type`: the error's type.
    @inlinable public static var exceptionType: String { "exception.type" }
    /// `exception.message`: the error in words.
    @inlinable public static var exceptionMessage: String { "exception.message" }
    /// `exception.stacktrace`: where the error comes from.
    @inlinable public static var exceptionStacktrace: String { "exception.stacktrace" }
    /// `code.function.name`: the function.
    @inlinable public static var codeFunctionName: String { "code.function.name" }
    /// `enduser.id`: the user who made the request.
    @inlinable public static var enduserID: String { "enduser.id" }
    /// `session.id`: the session of the request.
    @inlinable public static var sessionID: String { "session.id" }
}
