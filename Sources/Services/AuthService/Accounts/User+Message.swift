import AuthAPI
import FoundationEssentials
import ServiceKit
import SwiftProtobuf

extension User {
    /// The account as the API shows it.
    var message: Cairn_Auth_V1_User {
        .with {
            $0.id = id.text
            $0.email = email.text
            $0.name = name.text
            $0.createTime = createTime.timestamp
        }
    }
}
