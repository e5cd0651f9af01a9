extension EnvironmentReader {
    mutating func exporter() -> TelemetryConfiguration.Exporter {
        guard let (name, value) = string("OTEL_TRACES_EXPORTER") else { return .otlp }
        switch value.lowercased() {
        case "otlp": return .otlp
        case "console": return .console
        case "none": return .none
        default:
            warn(name, value, "not supported, otlp is used")
            return .otlp
        }
    }

    mutating func otlp() throws(TelemetryError) -> OTLPConfiguration {
        if let (name, value) = traces("PROTOCOL"), value.lowercased() != "http/protobuf" {
            throw TelemetryError(
                code: .invalidConfiguration,
                message: "\(name)=\(value): this SDK sends OTLP by http/protobuf only; unset the variable")
        }
        return OTLPConfiguration(
            endpoint: endpoint(),
            headers: (pairs("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS") ?? [])
                .map { OTLPConfiguration.Header(key: $0.key, value: $0.value) },
            isCompressed: isCompressed(),
            timeout: milliseconds(
                "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT", minimum: 0, default: 10_000),
            tls: OTLPConfiguration.TLSFiles(
                certificate: traces("CERTIFICATE")?.value, clientCertificate: traces("CLIENT_CERTIFICATE")?.value,
                clientKey: traces("CLIENT_KEY")?.value))
    }

    private func traces(_ suffix: String) -> (name: String, value: String)? {
        string("OTEL_EXPORTER_OTLP_TRACES_" + suffix, "OTEL_EXPORTER_OTLP_" + suffix)
    }

    /// The variable for traces is the whole URL; the one for all signals is what `/v1/traces` is added to.
    private mutating func endpoint() -> String {
        if let (name, value) = string("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"), isURL(value, name) { return value }
        if let (name, value) = string("OTEL_EXPORTER_OTLP_ENDPOINT"), isURL(value, name) {
            return value + (value.hasSuffix("/") ? "v1/traces" : "/v1/traces")
        }
        return "http://localhost:4318/v1/traces"
    }

    private mutating func isURL(_ value: String, _ name: String) -> Bool {
        for scheme in ["http://", "https://"] where value.lowercased().hasPrefix(scheme) {
            if let first = value.dropFirst(scheme.count).first, first != "/", first != ":" { return true }
        }
        warn(name, value, "not an http:// or https:// URL, it is ignored")
        return false
    }

    private mutating func isCompressed() -> Bool {
        guard let (name, value) = traces("COMPRESSION") else { return false }
        switch value.lowercased() {
        case "gzip": return true
        case "none": return false
        default:
            warn(name, value, "neither gzip nor none, none is used")
            return false
        }
    }
}
