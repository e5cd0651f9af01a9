import Telemetry
import Testing

@Suite struct BaggageTests {
    @Test(arguments: [
        "userId=alice,serverNode=DF%2028,isProduction=false",
        "key1=value1;property1;property2,key2=value2,key3=value3;propertyKey=propertyValue",
        "encoded=%E4%BD%A0%20%2C%3B%25,lower=%e4%bd%a0,needless=%41,plus=a+b",
        "empty=",
    ])
    func whatIsReadIsWrittenUnchanged(header: String) {
        let carrier: Carrier = ["baggage": header]

        #expect(Carrier(carrier.context(BaggagePropagator()), BaggagePropagator()).headers["baggage"] == header)
    }

    @Test func valuesAreDecodedAndEncoded() {
        var baggage = Baggage(header: "a=%E4%BD%A0%20%2C;ttl=30 , b=2")
        #expect(baggage["a"] == "你 ,")
        #expect(baggage["b"] == "2")
        #expect(baggage.entries.first?.metadata == "ttl=30")

        baggage["b"] = "100% \"sure\""
        baggage["a"] = nil
        #expect(baggage.header == "b=100%25%20%22sure%22")
        #expect(Baggage(header: baggage.header)["b"] == "100% \"sure\"")
    }

    @Test(arguments: [("no equals sign,b=2", "b=2"), ("bad key=1,b=2", "b=2"), ("a=1\\,b=2", "b=2"), (",,", "")])
    func membersThatBreakTheGrammarAreLeftOut(header: String, expected: String) {
        #expect(Baggage(header: header).header == expected)
    }

    @Test func aKeyThatIsNoTokenIsIgnored() {
        var baggage = Baggage()
        baggage["a b"] = "1"
        #expect(baggage.isEmpty)
    }

    @Test func limitsHoldOnBothWays() {
        let many = (0..<70).map { "k\($0)=\($0)" }.joined(separator: ",")
        #expect(Baggage(header: many).entries.count == 64)

        let large = (0..<10).map { "k\($0)=" + String(repeating: "v", count: 1000) }.joined(separator: ",")
        #expect(Baggage(header: large).entries.count == 8)

        var baggage = Baggage()
        for index in 0..<10 { baggage["k\(index)"] = String(repeating: "v", count: 1000) }
        #expect(baggage.header.utf8.count <= 8192)
        #expect(Baggage(header: baggage.header).entries.count == 8)
    }
}
