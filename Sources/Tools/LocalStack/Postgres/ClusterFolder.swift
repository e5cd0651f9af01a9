#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where the private cluster of a stack lies.
enum ClusterFolder {
    /// `FOLDER/postgres`; but under `/var/lib/cairn` when this process is root and the user whom PostgreSQL has to run as
    /// may not enter the way there, as it is below `/root`.
    static func choose(below folder: String, note: (String) -> Void) throws(LocalStackError) -> String {
        let wanted = "\(folder)/postgres"
        guard let account = try Account.forPostgres(), let closed = closedParent(of: folder, to: account) else {
            return wanted
        }
        let substitute = "/var/lib/cairn\(folder)/postgres"
        note("PostgreSQL runs as user \(account.name), who may not enter \(closed): its data is in \(substitute)")
        return substitute
    }

    /// The first folder on the way that `account` can not pass through.
    private static func closedParent(of path: String, to account: Account) -> String? {
        var folder = ""
        for name in path.split(separator: "/") {
            folder += "/\(name)"
            var information = stat()
            guard stat(folder, &information) == 0 else { return nil }
            let bit: mode_t =
                information.st_uid == account.userID ? 0o100 : information.st_gid == account.groupID ? 0o010 : 0o001
            if information.st_mode & bit == 0 { return folder }
        }
        return nil
    }
}
