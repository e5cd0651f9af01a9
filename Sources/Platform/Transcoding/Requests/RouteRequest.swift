import HTTPTypes
package import Hummingbird
import PathTemplates
import ServiceKit
package import SwiftProtobuf

/// A request to a route, from which generated code takes the message.
///
/// The order is body, query, head, path: so each can see that what it gives has not been given before.
package struct RouteRequest: Sendable {
    let request: Request
    /// The values of the template's variables.
    let variables: [String?]
    let maximumBodySize: Int

    package init(_ request: Request, variables: [String?], maximumBodySize: Int) {
        self.request = request
        self.variables = variables
        self.maximumBodySize = maximumBodySize
    }

    /// The message that the whole body is.
    ///
    /// - Parameter isOptional: Whether there need not be a body, because no field of the message has to be given.
    package func body<Body: Message>(as type: Body.Type = Body.self, isOptional: Bool = false) async throws -> Body {
        try await Body(body: request, maximumSize: maximumBodySize, isOptional: isOptional)
    }

    /// A message of which the body is one field, one that is no message itself.
    package func body<Whole: Message>(ofField name: String, of type: Whole.Type = Whole.self) async throws -> Whole {
        let bytes = try await request.jsonBody(maximumSize: maximumBodySize)
        // A text that is not one value must not become more than one member.
        guard !bytes.isEmpty, (try? JSONScanner(bytes[...])) != nil else { return try Whole(json: bytes) }
        return try Whole(json: Array("{\"\(name)\":".utf8) + bytes + [UInt8(ascii: "}")])
    }

    /// Sets the fields that the query names.
    package func query<Bound: ParameterBindable>(
        into message: inout Bound, except bound: [String: FieldPlace] = [:]
    ) throws {
        guard let query = request.uri.query else { return }
        do {
            try QueryParameters(query).bind(to: &message, except: bound)
        } catch {
            throw error.problem
        }
    }

    /// Refuses every parameter: nothing is left that the query could set.
    package func refuseQuery() throws {
        guard let query = request.uri.query else { return }
        do {
            try QueryParameters(query).refuseAll()
        } catch {
            throw error.problem
        }
    }

    /// Sets a field from a variable of the path.
    ///
    /// The body may have the same value there, so that a client can send back what it has read, but no other.
    package func path<Value: ParameterValue & Equatable>(
        _ index: Int, _ name: String, into field: inout Value, unset: Value
    ) throws {
        guard let text = variables[index] else { throw ParameterError.malformed("path").problem }
        try assign(text, name, to: &field, unset: unset, from: .path)
    }

    /// Sets a field from a field of the head, if the request has it.
    package func header<Value: ParameterValue & Equatable>(
        _ header: String, _ name: String, into field: inout Value, unset: Value
    ) throws {
        guard field == unset else { throw Self.givenTwice(name, by: .header) }
        guard let headerName = HTTPField.Name(header), let text = request.headers[headerName] else { return }
        do {
            var value = unset
            var parameter = Parameter(name: header, text: EntityTag.isQuoted(header) ? EntityTag.unquoted(text) : text)
            _ = parameter.next()
            try parameter.set(&value)
            field = value
        } catch {
            throw error.problem
        }
    }

    private func assign<Value: ParameterValue & Equatable>(
        _ text: String, _ name: String, to field: inout Value, unset: Value, from place: FieldPlace
    ) throws {
        guard let value = Value.parse(text) else { throw ParameterError(name, Value.expectation).problem }
        guard field == unset || field == value else { throw Self.givenTwice(name, by: place) }
        field = value
    }

    private static func givenTwice(_ name: String, by place: FieldPlace) -> Problem {
        Problem(
            .badRequest, code: "INVALID_ARGUMENT",
            detail: "Field '\(name)': it is given by the \(place.rawValue); leave it out of the body.")
    }
}
