import HTTPTypes
import Hummingbird

/// Knows which pages are ours.
struct OwnSite: Sendable {
    /// The gateway's own origins; when empty, the origin is compared to the host that was called.
    let publicOrigins: [WebOrigin]

    /// Whether a page of ours, or the person who types an address, has sent the browser here.
    ///
    /// Browsers send no `Origin` with a navigation. Those that say no `Sec-Fetch-Site` either, because they are old or the
    /// connection is not encrypted, name the page in `Referer`, which another site can leave out but not choose.
    func isOrigin(ofNavigation request: Request, _ called: RequestOrigin) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let page = request.headers[.referer], let origin = WebOrigin(ofPage: page) else { return false }
        if publicOrigins.contains(origin) { return true }
        guard publicOrigins.isEmpty, let authority = called.authority else { return false }
        return WebOrigin(scheme: called.scheme ?? origin.scheme, authority: authority) == origin
    }
}

extension WebOrigin {
    /// The origin of a page by its address.
    fileprivate init?(ofPage url: String) {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        self.init("\(url[..<scheme.upperBound])\(authority)")
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
