import FoundationEssentials
import ServiceKit
import SwiftProtobuf
import Testing

struct DateMicrosecondsTests {
    @Test(arguments: [0, 1, -1, -1_000_000, 1_795_473_820_123_457, 4_102_444_799_999_999] as [Int64])
    func `given microseconds, when they go through a Date, then they are the same`(microseconds: Int64) {
        #expect(Date(microsecondsSince1970: microseconds).microsecondsSince1970 == microseconds)
    }

    @Test(
        arguments: [
            (1_795_473_820_123_457, Google_Protobuf_Timestamp(seconds: 1_795_473_820, nanos: 123_457_000)),
            (-1, Google_Protobuf_Timestamp(seconds: -1, nanos: 999_999_000)),
            (-1_000_000, Google_Protobuf_Timestamp(seconds: -1, nanos: 0)),
        ] as [(Int64, Google_Protobuf_Timestamp)])
    func `given a moment, when it becomes a timestamp, then its nanoseconds count upwards`(
        microseconds: Int64, timestamp: Google_Protobuf_Timestamp
    ) {
        #expect(Date(microsecondsSince1970: microseconds).timestamp == timestamp)
    }
}
