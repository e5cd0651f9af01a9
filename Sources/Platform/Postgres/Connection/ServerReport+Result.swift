import CLibPQ

extension PostgresError.ServerReport {
    /// Reads the fields of an error; nil when libpq made the error itself, because the connection failed.
    init?(result: OpaquePointer) {
        func field(_ code: Unicode.Scalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        guard let sqlState = field("C") else { return nil }
        self.init(
            sqlState: sqlState, severity: field("V") ?? field("S") ?? "ERROR", message: field("M") ?? "",
            detail: field("D"), hint: field("H"), schema: field("s"), table: field("t"), column: field("c"),
            constraint: field("n"), position: field("P").flatMap { Int($0) }, routine: field("R"))
    }
}
