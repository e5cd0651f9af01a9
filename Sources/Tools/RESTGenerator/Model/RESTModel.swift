import PathTemplates
import SwiftProtobufPluginLibrary

/// All that is generated from, checked as a whole.
struct RESTModel {
    let files: [FileDescriptor]
    let services: [ServiceModel]
    /// Messages that are written as JSON.
    let answered: Set<String>
    /// Messages whose fields are set by query parameters.
    let queried: Set<String>
    /// Enums that go by name in either.
    let enums: Set<String>

    init(files: [FileDescriptor]) throws {
        self.files = files
        services = try files.flatMap { file in
            try file.services.map { service in
                ServiceModel(
                    service: service, methods: try service.methods.compactMap { try MethodModel($0) },
                    browserRoutes: try service.methods.compactMap { try MethodModel(browserRouteOf: $0) })
            }
        }
        try Self.checkConflicts(services)
        for message in files.flatMap(\.messages) { try message.checkValueRules() }
        var reach = Reach(files: Set(files.map(\.name)))
        for method in services.flatMap(\.methods) {
            try reach.add(method)
        }
        answered = reach.answered
        queried = reach.queried
        enums = reach.enums
    }

    private static func checkConflicts(_ services: [ServiceModel]) throws {
        var known: [(method: MethodDescriptor, route: RouteModel)] = []
        for method in services.flatMap({ $0.methods + $0.browserRoutes }) {
            for route in method.routes {
                if let other = known.first(where: {
                    $0.route.httpMethod == route.httpMethod && $0.route.template.hasSameShape(as: route.template)
                }) {
                    throw GeneratorError(
                        method.method.file.name, method.method.fullName,
                        "\(route.httpMethod) \(route.template) is the route of \(other.method.fullName) already")
                }
                known.append((method.method, route))
            }
        }
    }
}
