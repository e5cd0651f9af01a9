/// Where and how spans are sent by OTLP/HTTP.
public struct OTLPConfiguration: Hashable, Sendable {
    /// The PEM files of a TLS connection; nil for the system's certificates, and for none of the client.
    public struct TLSFiles: Hashable, Sendable {
        /// The certificates that the server's must be signed by.
        public var certificate: String?
        /// The client's certificates.
        public var clientCertificate: String?
        /// The client's private key.
        public var clientKey: String?

        /// Names files.
        public init(certificate: String? = nil, clientCertificate: String? = nil, clientKey: String? = nil) {
            self.certificate = certificate
            self.clientCertificate = clientCertificate
            self.clientKey = clientKey
        }
    }

    /// A header that is sent with each request.
    public struct Header: Hashable, Sendable {
        /// The header's name.
        public var key: String
        /// The header's value.
        public var value: String

        /// Makes a header.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The whole URL.
    public var endpoint: String
    /// What is sent with each request, such as a collector's token.
    public var headers: [Header]
    /// Whether requests are compressed by gzip.
    public var isCompressed: Bool
    /// How long one request may take.
    public var timeout: Duration
    /// The files of a TLS connection.
    public var tls: TLSFiles

    /// Makes a configuration; the defaults are the specification's.
    public init(
        endpoint: String = "http://localhost:4318/v1/traces", headers: [Header] = [], isCompressed: Bool = false,
        timeout: Duration = .seconds(10), tls: TLSFiles = TLSFiles()
    ) {
        self.endpoint = endpoint
        self.headers = headers
        self.isCompressed = isCompressed
        self.timeout = timeout
        self.tls = tls
    }
}
