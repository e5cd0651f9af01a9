import Postgres

extension EntityFilter {
    /// Writes the condition; what comes from the request becomes parameters only.
    func write(to sql: inout PostgresQuery.StringInterpolation) {
        switch self {
        case .all(let parts): Self.write(parts, joinedBy: " AND ", empty: "true", to: &sql)
        case .any(let parts): Self.write(parts, joinedBy: " OR ", empty: "false", to: &sql)
        case .not(let filter):
            sql.appendLiteral("NOT ")
            filter.write(to: &sql)
        case .text(let field, let comparison, let text):
            sql.appendInterpolation(unescaped: "\(field.rawValue) COLLATE \"C\" \(comparison.sql) ")
            sql.appendInterpolation(text)
        case .contains(let field, let text):
            // In the collation "C" the lower case is that of ASCII letters, whatever the database's locale is.
            sql.appendInterpolation(unescaped: "strpos(lower(\(field.rawValue) COLLATE \"C\"), ")
            sql.appendInterpolation(text)
            sql.appendLiteral(") > 0")
        case .time(let field, let comparison, let time):
            sql.appendInterpolation(unescaped: "\(field.rawValue) \(comparison.sql) ")
            sql.appendInterpolation(time)
        }
    }

    private static func write(
        _ parts: [EntityFilter], joinedBy separator: String, empty: String,
        to sql: inout PostgresQuery.StringInterpolation
    ) {
        guard !parts.isEmpty else { return sql.appendInterpolation(unescaped: empty) }
        for (index, part) in parts.enumerated() {
            sql.appendInterpolation(unescaped: index == 0 ? "(" : separator)
            part.write(to: &sql)
        }
        sql.appendLiteral(")")
    }
}

extension EntityFilter.Comparison {
    fileprivate var sql: String { self == .unequal ? "<>" : rawValue }
}
