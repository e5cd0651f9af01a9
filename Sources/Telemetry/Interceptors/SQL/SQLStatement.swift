/// A statement's text with what a span tells of it, worked out once: a prepared statement keeps it.
public struct SQLStatement: Sendable, Hashable {
    /// The text, with placeholders instead of values.
    public let text: String
    /// `db.operation.name`: the first word, for example `SELECT`.
    public let operation: String
    /// `db.collection.name`: the table, when the text names it in a plain place.
    public let collection: String?
    /// The span's name: operation and table, or the operation alone.
    public let spanName: String

    /// Reads operation and table from the beginning of a statement. This is no SQL parser: a statement that begins with a common
    /// table expression, or selects from a subquery, keeps its first word only.
    public init(_ text: String) {
        var words = SQLWords(text)
        let operation = words.next()?.uppercased() ?? "QUERY"
        let collection: String? =
            switch operation {
            case "SELECT", "DELETE": words.name(after: "FROM")
            case "INSERT", "MERGE": words.name(after: "INTO")
            case "UPDATE": words.nextName(skipping: ["ONLY"])
            case "TRUNCATE": words.nextName(skipping: ["TABLE", "ONLY"])
            default: nil
            }
        self.text = text
        self.operation = operation
        self.collection = collection
        spanName = collection.map { "\(operation) \($0)" } ?? operation
    }
}
