import AuthAPI
import FoundationEssentials
import ServiceKit
import SwiftProtobuf

extension APIToken {
    /// The token as its user sees it.
    var message: Cairn_Auth_V1_ApiToken {
        .with {
            $0.id = id.text
            $0.name = name.text
            $0.scopes = scopes
            $0.createTime = createTime.timestamp
            $0.expireTime = expireTime.timestamp
            if let lastUseTime { $0.lastUseTime = lastUseTime.timestamp }
        }
    }
}
