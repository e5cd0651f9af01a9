import GRPCCore
import Hummingbird
import Interceptors
import Logging
import NIOHTTP1
import OTLP
import ServiceContextModule
import ServiceKit
import Telemetry

/// Answers errors with problem details. What is not meant for clients is logged and replaced by neutral words.
struct ProblemResponses<Context: RequestContext>: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The request itself is broken: the connection answers and closes.
            throw error
        } catch {
            return answer(to: request, problem: problem(of: error))
        }
    }

    private func problem(of error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as RPCError: return Problem(error)
        case let error as any RPCErrorConvertible: return Problem(RPCError(error))
        case is CancellationError: return Problem(.clientClosedRequest, code: "CANCELLED", cause: error)
        case let error as HTTPError where error.status == .notFound:
            return Problem(.notFound, detail: "There is nothing at this path.")
        case let error as any HTTPResponseError where error.status.code < 500:
            return Problem(error.status, cause: error)
        default:
            return Problem(RPCError(code: .unknown, message: "", cause: error))
        }
    }

    private func answer(to request: Request, problem: Problem) -> Response {
        if problem.status.code >= 500, let cause = problem.cause {
            logger.error("request failed", metadata: ["error": "\(String(reflecting: cause))"])
        }
        let details = problem.details(
            instance: request.uri.path, traceID: ServiceContext.current?.spanContext?.traceID.description)
        var headers = problem.headers
        headers[.contentType] = ProblemDetails.mediaType
        headers[.cacheControl] = "no-store"
        return Response(
            status: problem.status, headers: headers, body: ResponseBody(byteBuffer: details.json()))
    }
}
