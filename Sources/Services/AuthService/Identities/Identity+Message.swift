import AuthAPI
import FoundationEssentials
import ServiceKit
import SwiftProtobuf

extension Identity {
    /// The identity as its user sees it.
    var message: Cairn_Auth_V1_Identity {
        .with {
            $0.provider = provider
            $0.email = email?.text ?? ""
            $0.createTime = createTime.timestamp
            $0.lastUseTime = lastUseTime.timestamp
        }
    }
}
