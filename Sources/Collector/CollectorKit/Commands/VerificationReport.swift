import OTLP
import SpanStore
import TraceQuery

/// What reading every byte of a store has found, for people and in JSON.
struct VerificationReport {
    private let verification: SpanStore.Verification

    init(_ verification: SpanStore.Verification) {
        self.verification = verification
    }

    /// A line for each finding, then one that sums up.
    var text: String {
        var lines = verification.notices.map { "note: \($0.file): \($0)" }
        lines += verification.damages.map { "damaged: \($0.file): \($0)" }
        let read =
            [
                SizeText.describe(count: verification.files, of: "file"),
                SizeText.describe(count: verification.bytes, of: "byte"),
                SizeText.describe(count: verification.spans, of: "span"),
                SizeText.describe(count: verification.pieces, of: "piece"),
            ].joined(separator: ", ") + " checked"
        let result =
            verification.isClean ? "no damage" : SizeText.describe(count: verification.damages.count, of: "damage")
        lines.append("\(result): \(read)")
        return lines.map { $0 + "\n" }.joined()
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("clean")
            json.bool(verification.isClean)
            let counts = [
                ("files", verification.files), ("bytes", verification.bytes), ("spans", verification.spans),
                ("pieces", verification.pieces),
            ]
            for (name, count) in counts {
                json.key(name)
                json.number(count)
            }
            for (name, findings) in [("damages", verification.damages), ("notices", verification.notices)] {
                json.key(name)
                json.array(findings) { json, finding in
                    json.object { json in
                        json.member("file", finding.file)
                        if let offset = finding.offset {
                            json.key("offset")
                            json.number(offset)
                        }
                        json.member("what", finding.what)
                    }
                }
            }
        }
        return json.bytes
    }
}
