import OTLP
import SpanStore
import Testing
import TraceQuery

@Suite("Waterfall")
struct WaterfallTests {
    private func rows(_ spans: [TraceSpan]) -> [String] {
        Waterfall(Trace(id: traceID, spans: spans)).rows.map { row in
            let name =
                switch row.content {
                case .span(let span): String(span.span.spanID.value) + (row.isInCycle ? "*" : "")
                case .missingParent(let id): "?\(id.value)"
                }
            return String(repeating: ".", count: row.depth) + name
        }
    }

    @Test("children stand below their parent by start time, whatever the order of the spans")
    func order() {
        let spans = [
            span(4, parent: 2, start: 40), span(3, parent: 1, start: 30), span(1, start: 10),
            span(2, parent: 1, start: 20),
        ]
        #expect(rows(spans) == ["1", ".2", "..4", ".3"])
    }

    @Test("several roots stand side by side")
    func roots() {
        #expect(rows([span(2, start: 20), span(1, start: 10)]) == ["1", "2"])
    }

    @Test("spans whose parent is missing stand below a line for it")
    func orphans() {
        let spans = [
            span(1, start: 10), span(3, parent: 9, start: 30), span(4, parent: 9, start: 40),
            span(5, parent: 3, start: 50),
        ]
        #expect(rows(spans) == ["1", "?9", ".3", "..5", ".4"])
    }

    @Test("a cycle is cut where it began, and every span is shown once")
    func cycles() {
        let spans = [
            span(1, start: 10), span(2, parent: 3, start: 20), span(3, parent: 2, start: 30),
            span(4, parent: 4, start: 40),
        ]
        #expect(rows(spans) == ["1", "2*", ".3", "4*"])
    }

    @Test("a span that stands under its own id is shown as often as it was sent")
    func duplicates() {
        #expect(rows([span(1, start: 10), span(1, start: 20), span(2, parent: 1, start: 30)]) == ["1", ".2", "1"])
    }

    @Test("a chain of ten thousand spans is laid out and drawn")
    func deepChain() {
        let spans = (1...10_000 as ClosedRange<UInt64>).map { id -> TraceSpan in
            span(id, parent: id == 1 ? nil : id - 1, start: id)
        }
        let waterfall = Waterfall(Trace(id: traceID, spans: spans))
        #expect(waterfall.rows.count == 10_000)
        #expect(waterfall.rows.last?.depth == 9999)
        let lines = waterfall.render(id: traceID, style: TerminalStyle(width: 80)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test("the picture: tree, bars to scale, durations, status, key attributes")
    func picture() {
        let spans = [
            span(1, name: "GET /cart", start: 1_000_000_000_000_000_000, duration: 10_000_000, service: "gateway"),
            span(
                2, parent: 1, name: "Auth/Validate", start: 1_000_000_000_002_000_000, duration: 5_000_000,
                service: "auth"),
            span(
                3, parent: 2, name: "SELECT", start: 1_000_000_000_003_000_000, duration: 1_500_000,
                attributes: [KeyValue(key: "db.query.text", value: "SELECT 1")], service: "auth"),
            span(
                4, parent: 1, name: "boom", start: 1_000_000_000_009_000_000, duration: 1000,
                status: Status(code: .error, message: "broken"), service: "gateway"),
        ]
        let picture = Waterfall(Trace(id: traceID, spans: spans)).render(id: traceID, style: TerminalStyle(width: 60))
        #expect(
            picture == """
                Trace 4bf92f3577b34da6a3ce929d0e0e4736
                4 spans · 2 services · 10.0ms · 2001-09-09 01:46:40.000Z · 1 error

                gateway  GET /cart     ██████████████████████████   10.0ms
                ├─ auth  Auth/Validate      █████████████           5.00ms
                │  └─ auth  SELECT            ████                  1.50ms
                │          db.query.text=SELECT 1
                └─ gateway  boom                              █     1.00µs ✗
                        “broken”

                """)
    }

    @Test(
        "spans that last as long have bars in the same columns, whatever their depth",
        arguments: [
            ("short labels", 3, "GET /cart", 120),
            ("labels that are cut", 6, String(repeating: "long ", count: 40), 60),
            ("beyond the deepest indentation", 24, "step", 120), ("characters beyond ASCII", 4, "Grüße ⇄ né", 100),
        ] as [(String, UInt64, String, Int)])
    func columns(_: String, depth: UInt64, name: String, width: Int) {
        let spans = (1...depth).map { id in
            span(id, parent: id == 1 ? nil : id - 1, name: name, status: Status(code: id % 2 == 0 ? .error : .unset))
        }
        for usesColor in [false, true] {
            let style = TerminalStyle(width: width, usesColor: usesColor)
            let picture = Waterfall(Trace(id: traceID, spans: spans)).render(id: traceID, style: style)
            let bars = picture.replacing(/\u{1B}\[[0-9]*m/, with: "").split(separator: "\n").filter { $0.contains("█") }
            #expect(bars.count == Int(depth))
            let columns = Set(
                bars.map { line in
                    line.indices.filter { line[$0] == "█" }.map { line.distance(from: line.startIndex, to: $0) }
                })
            #expect(columns.count == 1, "\(picture)")
        }
    }

    @Test("colour appears only when it is wanted")
    func color() {
        let waterfall = Waterfall(Trace(id: traceID, spans: [span(1)]))
        #expect(!waterfall.render(id: traceID, style: TerminalStyle(usesColor: false)).contains("\u{1B}"))
        #expect(waterfall.render(id: traceID, style: TerminalStyle(usesColor: true)).contains("\u{1B}["))
    }

    @Test("what a span carries cannot drive the terminal")
    func controlCharacters() {
        let evil = span(
            1, name: "a\u{1B}[2Jb\nc\u{202E}", attributes: [KeyValue(key: "db.query.text", value: "x\u{9B}1m\ny")])
        let picture = Waterfall(Trace(id: traceID, spans: [evil])).render(id: traceID, style: TerminalStyle())
        #expect(
            !picture.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{9B}" || $0 == "\u{202E}" })
        #expect(picture.split(separator: "\n").count == 4)
    }

    @Test("a trace of no duration, and one that ends before it starts, are drawn")
    func degenerate() {
        var backwards = span(2, start: 50)
        backwards.span.endTimeUnixNano = 10
        for spans in [[span(1, duration: 0)], [backwards]] {
            let picture = Waterfall(Trace(id: traceID, spans: spans)).render(id: traceID, style: TerminalStyle())
            #expect(picture.contains("█"))
        }
    }
}
