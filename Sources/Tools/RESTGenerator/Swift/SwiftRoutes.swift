import PathTemplates
import SwiftProtobufPluginLibrary

/// The route table of a service, and the function that adds its routes to a server's table.
struct SwiftRoutes {
    let service: ServiceModel
    let names: SwiftNames

    private var type: String { names.type(service.service) }

    private var routes: [(name: String, method: MethodModel, route: RouteModel)] {
        service.methods.flatMap { method in
            let name = SwiftNames.function(method.method)
            return method.routes.enumerated().map { index, route in
                (index == 0 ? name : "\(name)\(index + 1)", method, route)
            }
        }
    }

    func write(to source: inout SourceText) {
        guard !service.methods.isEmpty else { return }
        source.line()
        source.block("extension \(type) {") { source in
            source.line("/// The ways to call this service over HTTP, as data.")
            source.block("package enum Routes {") { source in
                for (name, method, route) in routes { writeRoute(name, method, route, to: &source) }
                source.line("/// All of them, in the order of the file.")
                source.block("package static let all: [Transcoding.HTTPRoute] = [", "]") { source in
                    for (name, _, _) in routes { source.line("\(SwiftNames.declared(name)),") }
                }
            }
            source.line()
            source.line("/// Adds the routes of this service to a server's table.")
            source.line("///")
            source.line("/// - Parameters:")
            source.line("///   - client: Makes the calls.")
            source.line("///   - hooks: Decides who may call.")
            source.line("package static func addRoutes<Hooks: Transcoding.RouteHooks>(")
            source.line("    to table: inout Transcoding.RouteTable<Hooks.Context>,")
            source.line("    client: any \(type).ClientProtocol, hooks: Hooks")
            source.block(") {") { source in
                for (name, method, route) in routes {
                    SwiftRouteCode(type: type, name: name, method: method, route: route, names: names)
                        .write(to: &source)
                }
            }
        }
    }

    private func writeRoute(_ name: String, _ method: MethodModel, _ route: RouteModel, to source: inout SourceText) {
        source.line("/// `\(route.httpMethod) \(route.template)`")
        source.block("package static let \(SwiftNames.declared(name)) = Transcoding.HTTPRoute(", ")") { source in
            source.line(
                "rpc: GRPCCore.MethodDescriptor(service: \(type).descriptor, method: \(method.method.name.swiftLiteral)),"
            )
            source.line(
                "method: \(Self.method(route.httpMethod)), template: \(route.template.description.swiftLiteral),")
            let scopes = method.scopes.map(\.swiftLiteral).joined(separator: ", ")
            source.line(
                "access: \(Self.access(method.access)), scopes: [\(scopes)], status: \(Self.status(method.status)),")
            source.line(
                "isIdempotent: \(method.isIdempotent || route.httpMethod == "GET"), isStreaming: \(method.method.serverStreaming)"
            )
        }
        source.line()
    }

    private static func method(_ name: String) -> String {
        ["GET", "PUT", "POST", "DELETE", "PATCH"].contains(name)
            ? ".\(name.lowercased())" : "HTTPTypes.HTTPRequest.Method(rawValue: \(name.swiftLiteral))!"
    }

    private static func access(_ access: Cairn_Api_MethodRule.Access) -> String {
        switch access {
        case .public: ".everybody"
        case .optional: ".optionalSession"
        case .session, .UNRECOGNIZED: ".session"
        }
    }

    private static func status(_ status: Int) -> String {
        switch status {
        case 200: ".ok"
        case 201: ".created"
        case 202: ".accepted"
        case 204: ".noContent"
        default: "HTTPTypes.HTTPResponse.Status(code: \(status))"
        }
    }
}
