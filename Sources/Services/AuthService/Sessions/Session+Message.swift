import AuthAPI
import FoundationEssentials
import ServiceKit
import SwiftProtobuf

extension Session {
    /// The session as its user sees it; `currentID` is the one that asks.
    func message(_ policy: SessionPolicy, currentID: UUID?) -> Cairn_Auth_V1_Session {
        .with {
            $0.id = id.text
            $0.createTime = createTime.timestamp
            $0.lastUseTime = lastUseTime.timestamp
            $0.expireTime = policy.end(of: self).timestamp
            $0.userAgent = origin.userAgent
            $0.clientAddress = origin.clientAddress
            $0.provider = provider
            $0.current = id == currentID
        }
    }
}
