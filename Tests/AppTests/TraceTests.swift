import AsyncHTTPClient
import NIOCore
import TestSupport
import Testing

extension AppTests {
    struct TraceTests {
        @Test func `given a request of the page, when its trace is followed, then it is the one that the answer named`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                _ = try await browser.responses()
                try await browser.create("Flat stone")
                let created = try await eventually("the answer in the network log") {
                    try await browser.responses().first { $0.url.hasSuffix("/entities") && $0.status == 201 }
                }
                let traceID = String(try #require(created.headers["traceresponse"]).split(separator: "-")[1])
                try await browser.click(xpath: "//summary")
                let row = "//li[contains(., 'POST /entities · 201')]//a"
                let link = try await browser.run(
                    "return document.evaluate(arguments[0], document).iterateNext()?.href", .string(row))
                #expect(link.string == "\(stack.queryURL)/api/traces/\(traceID)")
                try await eventually("the trace in the collector") {
                    let answer = try await HTTPClient.shared.execute(
                        HTTPClientRequest(url: link.string), timeout: .seconds(30))
                    let text = String(buffer: try await answer.body.collect(upTo: 1 << 24))
                    return text.contains("POST /entities")
                }
            }
        }
    }
}
