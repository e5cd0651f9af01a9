import GRPCCore
import Testing

@testable import Postgres
@testable import ServiceKit

struct PostgresErrorMappingTests {
    @Test(
        arguments: [
            (.connectionFailed, .unavailable), (.connectionLost, .unavailable), (.poolExhausted, .unavailable),
            (.poolClosed, .unavailable), (.timeout, .deadlineExceeded), (.cancelled, .cancelled), (.decoding, nil),
            (.encoding, nil), (.migration, nil), (.server, nil),
        ] as [(PostgresError.Code, RPCError.Code?)])
    func `given a failure of the client, when a call is answered, then only an outage shows`(
        code: PostgresError.Code, answer: RPCError.Code?
    ) {
        #expect(PostgresError(code, "details").rpcError?.code == answer)
        #expect(PostgresError(code, "details").rpcError?.message.contains("details") != true)
    }

    @Test(
        arguments: [
            ("08006", .unavailable), ("53300", .unavailable), ("53100", .unavailable), ("58030", .unavailable),
            ("57P01", .unavailable), ("57P03", .unavailable), ("40001", .aborted), ("40P01", .aborted), ("23505", nil),
            ("42601", nil), ("42P01", nil), ("22021", nil),
        ] as [(String, RPCError.Code?)])
    func `given an error of the server, when a call is answered, then only an outage or a lost race shows`(
        sqlState: String, answer: RPCError.Code?
    ) {
        let report = PostgresError.ServerReport(sqlState: sqlState, severity: "ERROR", message: "details")
        #expect(PostgresError(.server, "details", server: report).rpcError?.code == answer)
    }
}
