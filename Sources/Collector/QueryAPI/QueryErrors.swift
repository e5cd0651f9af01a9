import HTTPTypes
import Hummingbird
import Logging
import SpanStore
import TraceQuery

/// Answers failures in Jaeger's form: what the caller did wrong in full, what went wrong here only in the log.
struct QueryErrors<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as QueryError {
            return answer(error.code == .notFound ? .notFound : .badRequest, error.message)
        } catch let error as HTTPError where error.status == .notFound {
            return answer(.notFound, "there is nothing at \(request.uri.path)")
        } catch let error as SpanStoreError where error.code == .closed {
            return answer(.serviceUnavailable, "the collector is shutting down")
        } catch let error as SpanStoreError where error.code == .invalidRequest || error.code == .budgetExceeded {
            return answer(.badRequest, error.message)
        } catch let error as SpanStoreError where error.code == .cancelled {
            // Nobody reads the answer.
            return answer(.serviceUnavailable, error.message)
        } catch let error as SpanStoreError where error.code == .damaged {
            context.logger.error("query failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return answer(.internalServerError, JaegerJSON.Problem.damaged.message)
        } catch {
            context.logger.error("query failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return answer(.internalServerError, "the query failed")
        }
    }

    private func answer(_ status: HTTPResponse.Status, _ message: String) -> Response {
        let problem = JaegerJSON.Problem(code: status.code, message: message)
        return Response(status: status, bytes: JaegerJSON.failure([problem]))
    }
}
