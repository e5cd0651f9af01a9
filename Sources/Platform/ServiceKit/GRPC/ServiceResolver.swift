import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// A service that answers at several addresses, each given by a name or a number. A name may stand for several addresses.
struct ServiceTarget: ResolvableTarget, Sendable, Hashable {
    let addresses: [NetworkAddress]
}

/// Resolves a ``ServiceTarget``: each address becomes an endpoint of its own, over which calls are spread in turn.
///
/// Names are resolved when the connections begin and whenever one of them ends or can't be made. A name's further
/// addresses are therefore found at the next such time, not at once.
struct ServiceResolver: NameResolverFactory {
    func resolver(for target: ServiceTarget) -> NameResolver {
        let resolvers = target.addresses.map {
            NameResolvers.DNS().resolver(for: ResolvableTargets.DNS(host: $0.host, port: $0.port)).names
        }
        return NameResolver(
            names: RPCAsyncSequence(wrapping: Names(resolvers: resolvers)), updateMode: .pull,
            authority: target.addresses.first?.description)
    }

    /// The endpoints of one address. A machine with an address of each family often listens on one of them only: such two
    /// are put together, and the second is tried when the first one does not answer.
    static func endpoints(of addresses: [SocketAddress]) -> [Endpoint] {
        let four = addresses.filter { $0.ipv4 != nil }
        let six = addresses.filter { $0.ipv6 != nil }
        return (0..<max(four.count, six.count)).map { index in
            Endpoint(addresses: [four, six].compactMap { $0.indices.contains(index) ? $0[index] : nil })
        }
    }

    private struct Names: AsyncSequence, Sendable {
        typealias Element = NameResolutionResult
        let resolvers: [RPCAsyncSequence<NameResolutionResult, any Error>]

        func makeAsyncIterator() -> Iterator { Iterator(resolvers: resolvers) }

        struct Iterator: AsyncIteratorProtocol {
            let resolvers: [RPCAsyncSequence<NameResolutionResult, any Error>]

            mutating func next() async throws -> NameResolutionResult? {
                try await next(isolation: nil)
            }

            /// What can be resolved; it fails only when nothing can.
            mutating func next(isolation actor: isolated (any Actor)?) async throws -> NameResolutionResult? {
                var endpoints: [Endpoint] = []
                var failure: (any Error)?
                for names in resolvers {
                    do {
                        var iterator = names.makeAsyncIterator()
                        let result = try await iterator.next(isolation: actor)
                        endpoints += ServiceResolver.endpoints(of: result?.endpoints.flatMap(\.addresses) ?? [])
                    } catch let error as CancellationError {
                        throw error
                    } catch {
                        failure = error
                    }
                }
                if endpoints.isEmpty, let failure { throw failure }
                var seen: Set<Endpoint> = []
                let distinct = endpoints.filter { seen.insert($0).inserted }
                return NameResolutionResult(endpoints: distinct, serviceConfig: nil)
            }
        }
    }
}
