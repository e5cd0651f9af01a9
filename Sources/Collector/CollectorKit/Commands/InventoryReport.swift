import OTLP
import SpanStore
import TraceQuery

/// What a store's directory holds, for people and in JSON.
struct InventoryReport {
    private let inventory: SpanStore.Inventory
    private let directory: String

    init(_ inventory: SpanStore.Inventory, directory: String) {
        self.inventory = inventory
        self.directory = directory
    }

    static func bytesPerSpan(_ bytes: Int, _ spans: Int) -> String {
        spans == 0 ? "" : SizeText.decimal(Double(bytes) / Double(spans), digits: 1)
    }

    func text(columns: Bool, style: TerminalStyle) -> String {
        var text = summary + "\n\n" + files(style)
        if columns { text += "\n" + usage(style) }
        return text
    }

    private var summary: String {
        let served = inventory.served
        var lines = [
            "\(directory): \(SizeText.describe(count: inventory.spans, of: "span")) in "
                + "\(SizeText.describe(count: inventory.traces, of: "trace")), "
                + "\(SizeText.describe(bytes: inventory.bytes)) in "
                + "\(SizeText.describe(count: served.count { $0.kind == .segment }, of: "segment")) and "
                + SizeText.describe(count: served.count { $0.kind == .log }, of: "log")
        ]
        if inventory.spans > 0 {
            lines.append("\(Self.bytesPerSpan(inventory.bytes, inventory.spans)) bytes a span")
        }
        if let starts = inventory.startsUnixNano { lines.append("spans start from \(Self.describe(starts))") }
        if let arrivals = inventory.arrivalsUnixNano { lines.append("they came from \(Self.describe(arrivals))") }
        return lines.joined(separator: "\n")
    }

    private static func describe(_ times: ClosedRange<UInt64>) -> String {
        "\(TimeText.describe(unixNano: times.lowerBound)) to \(TimeText.describe(unixNano: times.upperBound))"
    }

    private func files(_ style: TerminalStyle) -> String {
        var table = TextTable(headings: [
            "FILE", "SPANS", "TRACES", "SIZE", "BYTES/SPAN", "FIRST START", "LAST START", "LAST ARRIVAL", "STATE",
        ])
        for file in inventory.files {
            let hasSpans = file.kind != .other && file.state != .unreadable
            table.add([
                file.name, hasSpans ? SizeText.describe(count: file.spans) : "",
                hasSpans ? SizeText.describe(count: file.traces) : "", SizeText.describe(bytes: file.bytes),
                Self.bytesPerSpan(file.bytes, file.spans),
                file.startsUnixNano.map { TimeText.describe(unixNano: $0.lowerBound) } ?? "",
                file.startsUnixNano.map { TimeText.describe(unixNano: $0.upperBound) } ?? "",
                file.arrivalsUnixNano.map { TimeText.describe(unixNano: $0.upperBound) } ?? "",
                file.problem.map { "\(file.state.rawValue): \($0)" } ?? file.state.rawValue,
            ])
        }
        return table.render(style: style)
    }

    private func usage(_ style: TerminalStyle) -> String {
        var table = TextTable(headings: [
            "SIZE", "SHARE", "BYTES/SPAN", "COLUMNS", "DICTIONARIES", "VALUES", "DISTINCT", "KIND", "NAME",
        ])
        for usage in inventory.usage {
            let share = inventory.bytes == 0 ? 0 : Double(usage.bytes) / Double(inventory.bytes)
            let isData = usage.kind == .column || usage.kind == .attribute
            table.add([
                SizeText.describe(bytes: usage.bytes), SizeText.decimal(share * 100, digits: 1) + "%",
                Self.bytesPerSpan(usage.bytes, inventory.spans), SizeText.describe(bytes: usage.columnBytes),
                usage.dictionaryBytes == 0 ? "" : SizeText.describe(bytes: usage.dictionaryBytes),
                isData ? SizeText.describe(count: usage.values) : "",
                usage.distinctValues == 0 ? "" : SizeText.describe(count: usage.distinctValues), usage.kind.rawValue,
                usage.name,
            ])
        }
        return table.render(style: style)
    }

    /// Times are texts, as numbers of 64 bits are in OTLP/JSON.
    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("directory", directory)
            json.member("spans", inventory.spans)
            json.member("traces", inventory.traces)
            json.member("bytes", inventory.bytes)
            json.member("startsUnixNano", inventory.startsUnixNano)
            json.member("arrivalsUnixNano", inventory.arrivalsUnixNano)
            json.key("files")
            json.array(inventory.files) { json, file in json.object { $0.write(file) } }
            json.key("usage")
            json.array(inventory.usage) { json, usage in json.object { $0.write(usage) } }
        }
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ file: SpanStore.Inventory.File) {
        member("name", file.name)
        member("kind", file.kind.rawValue)
        member("state", file.state.rawValue)
        if let generations = file.generations {
            key("generations")
            array([generations.lowerBound, generations.upperBound]) { $0.number($1) }
        }
        member("bytes", file.bytes)
        if file.kind != .other {
            member("spans", file.spans)
            member("traces", file.traces)
            member("startsUnixNano", file.startsUnixNano)
            member("arrivalsUnixNano", file.arrivalsUnixNano)
        }
        if let problem = file.problem { member("problem", problem) }
    }

    fileprivate mutating func write(_ usage: SpanStore.Inventory.Usage) {
        member("kind", usage.kind.rawValue)
        member("name", usage.name)
        member("bytes", usage.bytes)
        member("columnBytes", usage.columnBytes)
        member("dictionaryBytes", usage.dictionaryBytes)
        member("values", usage.values)
        member("distinctValues", usage.distinctValues)
    }

    fileprivate mutating func member(_ name: String, _ number: Int) {
        key(name)
        self.number(number)
    }

    fileprivate mutating func member(_ name: String, _ times: ClosedRange<UInt64>?) {
        key(name)
        guard let times else { return null() }
        array([times.lowerBound, times.upperBound]) { $0.string("\($1)") }
    }
}
