import CLibPQ

/// libpq's own reading of connection URLs.
enum ConnectionParameters {
    static func parse(url: String) throws(PostgresError) -> [String: String] {
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://") else {
            throw PostgresError(
                .invalidConfiguration,
                "the database URL must look like postgresql://user:password@host:port/database")
        }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            defer { PQfreemem(message) }
            throw PostgresError(.invalidConfiguration, explain(message.map { String(cString: $0) } ?? ""))
        }
        defer { PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        if let port = parameters["port"] { try checkPorts(port) }
        return parameters
    }

    private static func checkPorts(_ ports: String) throws(PostgresError) {
        for port in ports.split(separator: ",") where UInt16(port).map({ $0 > 0 }) != true {
            throw PostgresError(.invalidConfiguration, "the database URL has a port that is no number from 1 to 65535")
        }
    }

    /// libpq quotes the whole URL in most of its messages. Only the name of a wrong option is safe to repeat.
    private static func explain(_ message: String) -> String {
        let prefix = "invalid URI query parameter: \""
        guard message.hasPrefix(prefix) else {
            return "the database URL is malformed (percent-encode special characters in user and password)"
        }
        let option = message.dropFirst(prefix.count).prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
        return "the database URL has the unknown option \"\(option)\""
    }
}
