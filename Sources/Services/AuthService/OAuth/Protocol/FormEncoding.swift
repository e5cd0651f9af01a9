import PathTemplates

/// `application/x-www-form-urlencoded`, for bodies and queries.
enum FormEncoding {
    /// `name=value&name=value`, everything but unreserved characters (RFC 3986, section 2.3) escaped.
    static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
