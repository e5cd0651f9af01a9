import Postgres

extension EntityQuery {
    /// The statement. Its text depends on the shape of filter and order alone.
    func statement(columns: String, limit: Int) -> PostgresQuery {
        var sql = PostgresQuery.StringInterpolation(literalCapacity: 512, interpolationCount: 8)
        write(columns: columns, limit: limit, to: &sql)
        return PostgresQuery(stringInterpolation: sql)
    }

    /// Appends the statement.
    func write(columns: String, limit: Int, to sql: inout PostgresQuery.StringInterpolation) {
        sql.appendInterpolation(unescaped: "SELECT \(columns) FROM dummy.entities WHERE user_id = ")
        sql.appendInterpolation(userID)
        if let deletedAsOf {
            sql.appendLiteral(" AND (expire_time IS NULL OR expire_time > ")
            sql.appendInterpolation(deletedAsOf)
            sql.appendLiteral(")")
        } else {
            sql.appendLiteral(" AND delete_time IS NULL")
        }
        if filter != .all([]) {
            sql.appendLiteral(" AND ")
            filter.write(to: &sql)
        }
        if let position {
            sql.appendLiteral(" AND ")
            order.write(after: position, to: &sql)
        }
        let keys = order.terms.map { $0.column + ($0.isDescending ? " DESC" : "") }
        let id = order.isDescendingByID ? "id DESC" : "id"
        sql.appendInterpolation(unescaped: " ORDER BY \(keys.joined(separator: ", ")), \(id) LIMIT ")
        sql.appendInterpolation(limit)
    }
}

extension EntityOrder.Term {
    /// Names are ordered by code points, as their index is, whatever the database's locale is.
    fileprivate var column: String { field == .name ? "name COLLATE \"C\"" : field.rawValue }
}

extension EntityOrder {
    /// Writes the condition that an entity comes after a place.
    fileprivate func write(after position: PagePosition, to sql: inout PostgresQuery.StringInterpolation) {
        let keys = zip(terms, position.values).map { ($0.column, $0.isDescending, $1) }
        let isDescending = isDescendingByID
        if terms.allSatisfy({ $0.isDescending == isDescending }) {
            // A comparison of rows is one range of an index.
            let columns = keys.map(\.0).joined(separator: ", ")
            sql.appendInterpolation(unescaped: "(\(columns), id) \(isDescending ? "<" : ">") (")
            for (_, _, value) in keys {
                value.write(to: &sql)
                sql.appendLiteral(", ")
            }
            sql.appendInterpolation(position.id)
            sql.appendLiteral(")")
            return
        }
        // The first key by itself is a range of an index; the rest is looked at row by row.
        sql.appendInterpolation(unescaped: "\(keys[0].0) \(keys[0].1 ? "<=" : ">=") ")
        keys[0].2.write(to: &sql)
        for (column, isDescending, value) in keys {
            sql.appendInterpolation(unescaped: " AND (\(column) \(isDescending ? "<" : ">") ")
            value.write(to: &sql)
            sql.appendInterpolation(unescaped: " OR \(column) = ")
            value.write(to: &sql)
        }
        sql.appendInterpolation(unescaped: " AND id \(isDescending ? "<" : ">") ")
        sql.appendInterpolation(position.id)
        sql.appendInterpolation(unescaped: String(repeating: ")", count: keys.count))
    }
}

extension PagePosition.Value {
    fileprivate func write(to sql: inout PostgresQuery.StringInterpolation) {
        switch self {
        case .time(let time): sql.appendInterpolation(time)
        case .text(let text): sql.appendInterpolation(text)
        }
    }
}
