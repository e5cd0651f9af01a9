import SwiftProtobuf
import SwiftProtobufPluginLibrary

extension MethodModel {
    /// Reads the route for browsers in front of a method; nil when there is none.
    init?(browserRouteOf method: MethodDescriptor) throws {
        let rule = method.options.Cairn_Api_method
        guard rule.hasBrowser else { return nil }
        var alone = Cairn_Api_MethodRule()
        alone.browser = rule.browser
        guard rule == alone else { throw method.error("besides a route for browsers no option has a meaning") }
        guard !method.clientStreaming, !method.serverStreaming else {
            throw method.error("a route for browsers can't stand in front of a stream")
        }
        let route = try RouteModel(.with { $0.get = rule.browser.get }, of: method)
        let query = try rule.browser.query.map { name in
            guard let field = route.queryParameters.first(where: { $0.map(\.name) == [name] }) else {
                throw method.error("the field '\(name)' can't be a parameter of the query")
            }
            return field
        }
        self.init(
            method: method, access: .optional, scopes: [], status: 303, isIdempotent: false, location: [],
            routes: [route.asking(query)], browserDescription: rule.browser.description_p)
    }
}

extension RouteModel {
    /// The same with these parameters of the query alone.
    fileprivate func asking(_ parameters: [[FieldDescriptor]]) -> RouteModel {
        RouteModel(
            httpMethod: httpMethod, template: template, pathVariables: pathVariables, body: body,
            responseField: responseField, headerFields: headerFields, queryParameters: parameters)
    }
}
