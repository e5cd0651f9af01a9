import Hummingbird
import ServiceKit
import Synchronization

/// Refuses requests with 503 while too many are being answered. Each of them would only make all others later, until none
/// is answered before its deadline.
struct ConcurrencyLimit<Context: RequestContext>: RouterMiddleware {
    private final class Count: Sendable {
        let value = Atomic(0)
    }

    private let maximum: Int
    private let count = Count()

    init(maximum: Int) {
        self.maximum = maximum
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        defer { count.value.subtract(1, ordering: .relaxed) }
        guard count.value.add(1, ordering: .relaxed).newValue <= maximum else {
            throw Problem(
                .serviceUnavailable, code: "UNAVAILABLE", detail: "There are too many requests now. Try again later.")
        }
        return try await next(request, context)
    }
}
