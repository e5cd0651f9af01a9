import GRPCCore
import ServiceKit
import Testing

struct InvalidArgumentTests {
    @Test func `given a wrong field, when the call fails, then the caller learns which field it is`() {
        let error = RPCError(InvalidArgument(field: "page_size", "must not be negative"))
        #expect(error.code == .invalidArgument)
        #expect(error.message == "page_size: must not be negative")
    }
}
