public import AuthAPI
public import GRPCCore
import SwiftProtobuf

extension Auth {
    /// Lists the providers by which one can sign in.
    public func listProviders(
        request: Cairn_Auth_V1_ListProvidersRequest, context: ServerContext
    ) async throws -> Cairn_Auth_V1_ListProvidersResponse {
        .with {
            $0.providers = providers.configuration.providers.map { settings in
                .with {
                    $0.name = settings.name
                    $0.title = settings.title
                }
            }
        }
    }
}
