import OTLP

extension HeadSnapshot {
    /// The rows of a trace, oldest first.
    func rows(of trace: TraceID) -> [Int] {
        var rows: [Int] = []
        var next = head.lastRow(of: trace)
        while let row = next {
            // What came after the snapshot is no part of it.
            if row < rowCount { rows.append(row) }
            let previous = head.rows[row].previous
            next = previous == 0 ? nil : Int(previous) - 1
        }
        return rows.reversed()
    }

    /// Adds a row's span to a request.
    func add(row number: Int, to writer: inout RequestWriter) throws(SpanStoreError) {
        let row = head.rows[number]
        let dictionary = head.dictionary
        let key = RequestWriter.SourceKey(container: ObjectIdentifier(head), number: row.source)
        let fields = SpanMessage.Fields(
            traceID: row.traceID, spanID: row.spanID, parentSpanID: row.parentSpanID,
            startUnixNano: row.startUnixNano, endUnixNano: row.endUnixNano, kind: row.kind)
        try writer.add(
            key, source: { () throws(SpanStoreError) in Array(dictionary.entries[Int(row.source)].bytes) },
            message: { (output) throws(SpanStoreError) in
                SpanMessage.begin(fields, name: dictionary.entries[Int(row.name)].bytes, into: &output)
                for index in Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount) {
                    SpanMessage.attribute(dictionary.entries[Int(head.attributes[index])].bytes, into: &output)
                }
                output.append(contentsOf: dictionary.entries[Int(row.otherFields)].bytes)
            })
    }
}
