import OTLP
import SpanStore
import Testing
import TraceQuery

@Suite("Text for the terminal")
struct TerminalTextTests {
    @Test(
        "a duration has three digits and the unit that fits",
        arguments: [
            (0, "0ns"), (999, "999ns"), (1000, "1.00µs"), (12_345, "12.3µs"), (999_999, "999µs"), (1_049_000, "1.04ms"),
            (20_050_000, "20.0ms"), (4_050_000_000, "4.05s"), (59_999_999_999, "59.9s"), (123_000_000_000, "2m03s"),
            (3_725_000_000_000, "1h02m"),
        ] as [(UInt64, String)])
    func durations(nanoseconds: UInt64, expected: String) {
        #expect(DurationText.describe(nanoseconds: nanoseconds) == expected)
    }

    @Test(
        "an instant is written in UTC",
        arguments: [
            (0, "1970-01-01 00:00:00.000Z"), (951_827_696_789_000_000, "2000-02-29 12:34:56.789Z"),
            (1_709_251_199_999_999_999, "2024-02-29 23:59:59.999Z"),
            (4_102_444_800_000_000_000, "2100-01-01 00:00:00.000Z"),
        ] as [(UInt64, String)])
    func instants(unixNano: UInt64, expected: String) {
        #expect(TimeText.describe(unixNano: unixNano) == expected)
    }

    @Test(
        "colour is for terminals, unless the environment forbids it",
        arguments: [
            ([:], 120, true, 120), ([:], nil, false, 120), (["NO_COLOR": "1"], 120, false, 120),
            (["NO_COLOR": ""], 120, true, 120), (["TERM": "dumb"], 120, false, 120),
            (["COLUMNS": "70"], nil, false, 70),
            (["COLUMNS": "5"], 120, true, 40), (["COLUMNS": "wide"], 90, true, 90),
        ] as [([String: String], Int?, Bool, Int)])
    func styles(environment: [String: String], width: Int?, usesColor: Bool, expectedWidth: Int) {
        let style = TerminalStyle(environment: environment, terminalWidth: width)
        let cutsText = width != nil || environment["COLUMNS"] != nil
        #expect(style == TerminalStyle(width: expectedWidth, usesColor: usesColor, cutsText: cutsText))
    }

    @Test("a table has aligned columns and fits the width")
    func table() {
        var table = TextTable(headings: ["ID", "NAME"])
        table.add(["1", "short"])
        table.add(["1234", "a name that goes on for much longer than fits"])
        #expect(
            table.render(style: TerminalStyle(width: 40)) == """
                ID    NAME
                1     short
                1234  a name that goes on for much long…

                """)
    }

    @Test("a trace is summed up by its root, or by its earliest span")
    func summaries() {
        let spans = [
            span(2, parent: 1, name: "early", start: 5, duration: 1),
            span(1, name: "root", start: 10, duration: 90, status: .init(code: .error), service: "gateway"),
        ]
        let whole = TraceSummary(Trace(id: traceID, spans: spans))
        #expect(whole.name == "root" && whole.service == "gateway")
        #expect(whole.startUnixNano == 5 && whole.durationNanoseconds == 95)
        #expect(whole.spanCount == 2 && whole.errorCount == 1)
        #expect(TraceSummary(Trace(id: traceID, spans: [spans[0]])).name == "early")
    }
}
